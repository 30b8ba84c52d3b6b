package io.vfleet.server.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Hears PostgreSQL's notifications for all who want to, on one connection of its own.
@Component
class Notifications implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Notifications.class);

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int RETRY_SECONDS = 2;

    private final JdbcConnectionDetails database;
    private final List<Hearer> hearers;
    // of the newest start: an older thread keeps its own, and ends by it
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    // its loss was told already; the listening thread's own
    private boolean away;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Connection connection;

    Notifications(JdbcConnectionDetails database, List<Hearer> hearers) {
        this.database = database;
        this.hearers = hearers;
    }

    @Override
    public void start() {
        CountDownLatch stop = new CountDownLatch(1);
        stopped = stop;
        thread = Thread.ofPlatform().daemon().name("listen").start(() -> run(stop));
    }

    @Override
    public void stop() {
        stopped.countDown();
        close(connection);
    }

    @Override
    public boolean isRunning() {
        Thread running = thread;
        return running != null && running.isAlive();
    }

    private void run(CountDownLatch stop) {
        while (stop.getCount() > 0) {
            try {
                listen(stop);
            } catch (SQLException | RuntimeException e) {
                if (!away && stop.getCount() > 0) {
                    log.warn("Nothing is heard from other replicas for now: {}", e.getMessage());
                }
                away = true;
            }
            pause(stop);
        }
    }

    private void listen(CountDownLatch stop) throws SQLException {
        try (Connection own =
                DriverManager.getConnection(
                        database.getJdbcUrl(), database.getUsername(), database.getPassword())) {
            connection = own;
            try (Statement statement = own.createStatement()) {
                statement.execute("set application_name = 'vfleet notifications'");
                for (Hearer hearer : hearers) {
                    for (String channel : hearer.channels()) {
                        statement.execute("listen " + channel);
                    }
                }
            }
            away = false;
            hearers.forEach(Hearer::connected);
            hear(own.unwrap(PGConnection.class), stop);
        }
    }

    private void hear(PGConnection own, CountDownLatch stop) throws SQLException {
        long looked = System.nanoTime() - LOOK.toNanos();
        while (stop.getCount() > 0) {
            if (System.nanoTime() - looked >= LOOK.toNanos()) {
                hearers.forEach(Hearer::look);
                looked = System.nanoTime();
            }
            PGNotification[] told = own.getNotifications((int) LOOK.toMillis());
            for (PGNotification one : told == null ? new PGNotification[0] : told) {
                tell(one);
            }
        }
    }

    private void tell(PGNotification told) {
        hearers.stream()
                .filter(hearer -> hearer.channels().contains(told.getName()))
                .forEach(hearer -> hearer.heard(told.getName(), told.getParameter()));
    }

    private static void pause(CountDownLatch stop) {
        try {
            stop.await(RETRY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("A connection that is given up anyway", e);
        }
    }
}
