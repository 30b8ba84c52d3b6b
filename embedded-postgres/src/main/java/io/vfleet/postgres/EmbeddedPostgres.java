package io.vfleet.postgres;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;

/// A running PostgreSQL that belongs to this JVM and ends with it, however the JVM ends. Ended by
/// anybody else, it comes back on its port.
public final class EmbeddedPostgres implements AutoCloseable {

    /// The name of the database and of its owner.
    public static final String NAME = "vfleet";

    private static final Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());
    private static final int PORT_ATTEMPTS = 4;
    private static final Duration BETWEEN_STARTS = Duration.ofMillis(500);

    private final DataDirectory directory;
    private final Cluster cluster;
    private final PostgresSettings settings;
    private final String password;
    private final Thread watch = Thread.ofVirtual().name("postgres").unstarted(this::keepUp);
    private volatile Postmaster postmaster;

    private EmbeddedPostgres(
            Cluster cluster, PostgresSettings settings, Postmaster postmaster, String password) {
        this.directory = cluster.directory();
        this.cluster = cluster;
        this.settings = settings;
        this.postmaster = postmaster;
        this.password = password;
    }

    /// Starts on data that is kept below `dataDir`, making it at the first start.
    public static EmbeddedPostgres start(Path dataDir) {
        return start(dataDir, PostgresSettings.kept());
    }

    public static EmbeddedPostgres start(Path dataDir, PostgresSettings settings) {
        DataDirectory directory = DataDirectory.open(dataDir);
        try {
            return start(directory, settings);
        } catch (IOException e) {
            directory.close();
            throw Trouble.with(directory.path(), e);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static EmbeddedPostgres start(DataDirectory directory, PostgresSettings settings)
            throws IOException {
        RunAs user = RunAs.forData(directory.path());
        Binaries binaries = Binaries.unpacked(user, directory.path());
        var cluster = new Cluster(directory, binaries, user);
        cluster.ensure(settings.ephemeral());
        directory.awaitEarlierPostmaster();
        Postmaster postmaster = listening(cluster, settings);
        var postgres = new EmbeddedPostgres(cluster, settings, postmaster, directory.password());
        postgres.watch.start();
        return postgres;
    }

    private void keepUp() {
        try {
            while (true) {
                postmaster.awaitEnd();
                LOG.log(
                        Level.WARNING,
                        "PostgreSQL was ended by somebody else and is started again");
                startAgain();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    // what a killed postmaster leaves behind holds its memory a moment longer, and then no longer
    private void startAgain() throws InterruptedException {
        while (!postmaster.isAlive()) {
            try {
                postmaster = cluster.start(postmaster.port(), settings);
            } catch (IOException | PostgresUnavailable notYet) {
                LOG.log(Level.WARNING, "PostgreSQL does not start: {0}", notYet.getMessage());
                Thread.sleep(BETWEEN_STARTS);
            }
        }
    }

    private static Postmaster listening(Cluster cluster, PostgresSettings settings)
            throws IOException {
        if (settings.port().isPresent()) {
            return cluster.start(settings.port().getAsInt(), settings);
        }
        for (int attempt = 1; attempt < PORT_ATTEMPTS; attempt++) {
            try {
                return cluster.start(freePort(), settings);
            } catch (PortTaken _) {
                // somebody took it between the look and PostgreSQL's bind
                continue;
            }
        }
        return cluster.start(freePort(), settings);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postmaster.port() + "/" + NAME;
    }

    public String username() {
        return NAME;
    }

    public String password() {
        return password;
    }

    public int port() {
        return postmaster.port();
    }

    public long pid() {
        return postmaster.pid();
    }

    public boolean isRunning() {
        return postmaster.isAlive();
    }

    /// Disconnects the clients, writes everything out and waits until PostgreSQL is gone.
    @Override
    public void close() {
        stopWatching();
        postmaster.stop();
        directory.close();
    }

    private void stopWatching() {
        watch.interrupt();
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
