package io.vfleet.server.stream;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
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

/// Hears what the database says about changes, on a connection of its own.
@Component
class HintListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(HintListener.class);

    private static final String CHANNEL = "vfleet_hints";
    private static final int LOOK_MILLIS = 5_000;
    private static final int RETRY_SECONDS = 2;

    private final JdbcConnectionDetails database;
    private final Streams streams;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile @Nullable Connection connection;

    HintListener(JdbcConnectionDetails database, Streams streams) {
        this.database = database;
        this.streams = streams;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().daemon().name("listen-hints").start(this::run);
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

    private void run() {
        while (stopped.getCount() > 0) {
            try {
                listen();
            } catch (SQLException | RuntimeException e) {
                log.debug("No hints for now: {}", e.getMessage());
            }
            pause();
        }
    }

    private void listen() throws SQLException {
        try (Connection own =
                DriverManager.getConnection(
                        database.getJdbcUrl(), database.getUsername(), database.getPassword())) {
            connection = own;
            try (Statement statement = own.createStatement()) {
                statement.execute("set application_name = 'vfleet hints'");
                statement.execute("listen " + CHANNEL);
            }
            streams.lost();
            hear(own.unwrap(PGConnection.class));
        }
    }

    private void hear(PGConnection own) throws SQLException {
        while (stopped.getCount() > 0) {
            PGNotification[] told = own.getNotifications(LOOK_MILLIS);
            for (PGNotification one : told == null ? new PGNotification[0] : told) {
                streams.heard(Hint.parse(one.getParameter()));
            }
        }
    }

    private void pause() {
        try {
            stopped.await(RETRY_SECONDS, TimeUnit.SECONDS);
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
