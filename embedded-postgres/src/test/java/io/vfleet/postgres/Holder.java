package io.vfleet.postgres;

import java.io.IOException;
import java.nio.file.Path;

/// A JVM of its own that holds a PostgreSQL until its standard input ends; the tests kill it.
final class Holder {

    private Holder() {}

    public static void main(String[] args) throws IOException {
        try (var postgres = EmbeddedPostgres.start(Path.of(args[0]))) {
            System.out.println(postgres.pid());
            System.in.read();
        } catch (PostgresUnavailable e) {
            System.out.println(e.getMessage());
        }
    }
}
