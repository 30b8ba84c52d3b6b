package io.vfleet.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/// A running PostgreSQL that belongs to this JVM and ends with it, however the JVM ends.
public final class EmbeddedPostgres implements AutoCloseable {

    /// The name of the database and of its owner.
    public static final String NAME = "vfleet";

    private static final int PORT_ATTEMPTS = 4;

    private final DataDirectory directory;
    private final Postmaster postmaster;
    private final String password;

    private EmbeddedPostgres(DataDirectory directory, Postmaster postmaster, String password) {
        this.directory = directory;
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
        return new EmbeddedPostgres(directory, postmaster, directory.password());
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
        postmaster.stop();
        directory.close();
    }
}
