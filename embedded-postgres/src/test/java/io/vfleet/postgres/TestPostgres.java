package io.vfleet.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// The one place that decides which real PostgreSQL the tests use, and hands out databases on it.
///
/// One cluster per JVM, started at the first call and gone with the JVM: the one named by
/// `VFLEET_TEST_JDBC_URL` (with `_USER` and `_PASSWORD`; environment or system property), else a
/// container where Docker answers, else the embedded one.
public final class TestPostgres {

    private static final Map<Class<?>, Database> TEMPLATES = new HashMap<>();
    private static final AtomicInteger COUNTER = new AtomicInteger();

    /// databases of several runs live side by side on a cluster that is named from outside
    private static final String RUN = "vfleet_test_" + ProcessHandle.current().pid();

    private TestPostgres() {}

    /// Where one test's tables live.
    public record Database(String jdbcUrl, String username, String password) {

        public Connection connect() throws SQLException {
            return DriverManager.getConnection(jdbcUrl, username, password);
        }

        Database named(String database) {
            String url = jdbcUrl.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + database);
            return new Database(url, username, password);
        }
    }

    /// An empty database.
    public static synchronized Database newDatabase() {
        return create("template0");
    }

    /// A database that `migrate` has prepared: it runs once per JVM and call site, every call gets
    /// a copy of its own. The callback closes its connections, a template with clients cannot be
    /// copied.
    public static synchronized Database migratedDatabase(Consumer<Database> migrate) {
        Database template = TEMPLATES.get(migrate.getClass());
        if (template == null) {
            template = create("template0");
            migrate.accept(template);
            TEMPLATES.put(migrate.getClass(), template);
        }
        return create(nameOf(template));
    }

    private static Database create(String template) {
        String name = RUN + "_" + COUNTER.incrementAndGet();
        execute("create database %s template %s".formatted(name, template));
        TestCluster.dropAtExit(name);
        return TestCluster.admin().named(name);
    }

    private static String nameOf(Database database) {
        return database.jdbcUrl().replaceFirst("jdbc:postgresql://[^/]+/([^?]*).*", "$1");
    }

    static void execute(String sql) {
        try (var connection = TestCluster.admin().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("the test cluster refused: " + sql, e);
        }
    }
}
