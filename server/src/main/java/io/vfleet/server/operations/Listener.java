package io.vfleet.server.operations;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
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

/// Hears what the replicas tell each other through the database, on one connection of its own.
@Component
class Listener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    private static final int LOOK_MILLIS = 5_000;
    private static final int RETRY_SECONDS = 2;

    private final JdbcConnectionDetails database;
    private final OperationStore store;
    private final HeldPolls polls;
    private final Watchers watchers;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile @Nullable Connection connection;

    Listener(
            JdbcConnectionDetails database,
            OperationStore store,
            HeldPolls polls,
            Watchers watchers) {
        this.database = database;
        this.store = store;
        this.polls = polls;
        this.watchers = watchers;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().daemon().name("listen-operations").start(this::run);
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
        boolean heard = true;
        while (stopped.getCount() > 0) {
            try {
                listen();
            } catch (SQLException | RuntimeException e) {
                if (heard && stopped.getCount() > 0) {
                    log.warn("No signals from other replicas for now: {}", e.getMessage());
                }
                heard = false;
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
                statement.execute("set application_name = 'vfleet signals'");
                statement.execute("listen " + Signals.COMMANDS);
                statement.execute("listen " + Signals.CHANGES);
            }
            hear(own.unwrap(PGConnection.class));
        }
    }

    private void hear(PGConnection own) throws SQLException {
        while (stopped.getCount() > 0) {
            // also what was said while nobody listened
            store.nodesWithWork().forEach(polls::wake);
            PGNotification[] signals = own.getNotifications(LOOK_MILLIS);
            while (signals != null && signals.length > 0) {
                for (PGNotification signal : signals) {
                    heard(signal.getName(), UUID.fromString(signal.getParameter()));
                }
                signals = own.getNotifications();
            }
        }
    }

    private void heard(String channel, UUID subject) {
        if (channel.equals(Signals.COMMANDS)) {
            polls.wake(subject);
            return;
        }
        Thread.ofVirtual().name("tell-watchers").start(() -> watchers.changed(subject));
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
