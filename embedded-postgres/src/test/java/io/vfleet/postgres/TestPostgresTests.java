package io.vfleet.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TestPostgresTests {

    private static final AtomicInteger MIGRATIONS = new AtomicInteger();

    @Test
    void databasesAreCopiesThatDoNotSeeEachOther() throws SQLException {
        var first = migrated();
        var second = migrated();

        execute(first, "insert into note values ('only in the first')");

        assertThat(query(first, "select count(*) from note")).isEqualTo("1");
        assertThat(query(second, "select count(*) from note")).isEqualTo("0");
        assertThat(MIGRATIONS).hasValue(1);
    }

    @Test
    void newDatabaseIsEmpty() throws SQLException {
        var database = TestPostgres.newDatabase();

        assertThat(query(database, "select count(*) from pg_tables where schemaname = 'public'"))
                .isEqualTo("0");
    }

    @Test
    void sessionsLiveInAnUnexpectedTimeZone() throws SQLException {
        assertThat(query(TestPostgres.newDatabase(), "show timezone"))
                .isEqualTo("America/Los_Angeles");
    }

    private static TestPostgres.Database migrated() {
        return TestPostgres.migratedDatabase(TestPostgresTests::migrate);
    }

    private static void migrate(TestPostgres.Database database) {
        MIGRATIONS.incrementAndGet();
        try {
            execute(database, "create table note (text text)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(TestPostgres.Database database, String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(TestPostgres.Database database, String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
