package io.vfleet.server.database;

import java.sql.SQLException;
import javax.sql.DataSource;

/// Looks at the configured PostgreSQL before anything is written to it.
final class ServerVersion {

    private static final int OLDEST = 15;

    private ServerVersion() {}

    static void check(DataSource dataSource) {
        try (var connection = dataSource.getConnection()) {
            var database = connection.getMetaData();
            if (database.getDatabaseMajorVersion() < OLDEST) {
                throw new DatabaseUnusable(
                        "The database at %s is PostgreSQL %s; vfleet needs %d or newer."
                                .formatted(
                                        database.getURL(),
                                        database.getDatabaseProductVersion(),
                                        OLDEST));
            }
        } catch (SQLException e) {
            throw new DatabaseUnusable(
                    "The database of spring.datasource.url does not answer: " + reason(e), e);
        }
    }

    /// The pool wraps what PostgreSQL or the network said.
    private static String reason(SQLException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
