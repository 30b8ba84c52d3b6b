package io.vfleet.postgres;

/// The short wait between two looks at something that has no event to wait for.
final class Pause {

    private static final long MILLIS = 15;

    private Pause() {}

    static void shortly() {
        try {
            Thread.sleep(MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresUnavailable("Interrupted while waiting for PostgreSQL.", e);
        }
    }
}
