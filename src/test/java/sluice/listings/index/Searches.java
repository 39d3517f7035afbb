package sluice.listings.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The application, which searches all the time; it counts what it finds, and -1 for an error. */
final class Searches implements AutoCloseable {

    private static final String ALL = "{\"track_total_hits\":true,\"size\":1}";

    private final Ground ground;
    private final List<Long> found = new ArrayList<>();
    private volatile boolean over;
    private final Thread thread = new Thread(this::search);

    Searches(Ground ground) {
        this.ground = ground;
    }

    void begin() {
        thread.start();
    }

    /** What was found in each search. */
    List<Long> end() throws InterruptedException {
        over = true;
        thread.join();
        return found;
    }

    private void search() {
        while (!over) {
            JsonNode answer = ground.ask("POST", "/" + ground.alias + "/_search", ALL);
            found.add(answer.at("/hits/total/value").asLong(-1));
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
