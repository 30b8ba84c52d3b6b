package io.vfleet.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.postgres.TestPostgres;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;

class MigrationTests {

    @Test
    void emptyDatabaseBecomesTheNewestAndStaysValid() {
        Flyway flyway = flyway();

        assertThat(flyway.migrate().migrationsExecuted).isPositive();
        assertThat(flyway.validateWithResult().validationSuccessful).isTrue();
        assertThat(flyway.migrate().migrationsExecuted).isZero();
    }

    @Test
    void filesAreNamedByTheMinuteTheyWereWritten() {
        List<String> names =
                Arrays.stream(flyway().info().all()).map(MigrationInfo::getScript).toList();

        assertThat(names)
                .isNotEmpty()
                .allMatch(name -> name.matches("V\\d{12}__[a-z][a-z0-9_]*\\.sql"));
    }

    private static Flyway flyway() {
        var database = TestPostgres.newDatabase();
        return Flyway.configure()
                .dataSource(database.jdbcUrl(), database.username(), database.password())
                .outOfOrder(true)
                .load();
    }
}
