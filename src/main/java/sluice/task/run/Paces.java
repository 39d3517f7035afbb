package sluice.task.run;

import sluice.batch.Pace;
import sluice.environment.Settings;

/** The pace that an environment's settings ask for. */
final class Paces {

    private Paces() {}

    static Pace of(Settings settings) {
        return new Pace(
                settings.batchSize(),
                settings.batchSizeMin(),
                settings.batchSizeMax(),
                settings.batchTime(),
                settings.pause(),
                settings.lockTimeout(),
                settings.statementTimeout(),
                settings.retries(),
                settings.lease(),
                settings.buildTimeout());
    }
}
