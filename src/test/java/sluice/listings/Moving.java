package sluice.listings;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import sluice.task.worker.IsolatedWorker;

/** Two servers of its own for each test, and one worker for all tests of a class. */
abstract class Moving {

    static IsolatedWorker worker;

    final Move move = new Move();

    @BeforeAll
    static void openWorker() {
        worker = new IsolatedWorker(() -> false);
    }

    @AfterAll
    static void closeWorker() {
        worker.close();
    }

    @AfterEach
    void close() {
        move.close();
    }
}
