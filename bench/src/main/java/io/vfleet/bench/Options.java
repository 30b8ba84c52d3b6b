package io.vfleet.bench;

import io.vfleet.bench.http.Endpoint;
import io.vfleet.bench.node.Shape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What was asked for on the command line.
///
/// @param warmUp after the last node has joined, before anything is measured
/// @param rate commands a second
/// @param server empty: one of our own, started by `serverCommand`
record Options(
        Profile profile,
        int nodes,
        Duration measured,
        Duration warmUp,
        double rate,
        Shape shape,
        Optional<Endpoint> server,
        Optional<Path> enrollmentTokenFile,
        Optional<Path> data,
        OptionalLong serverPid,
        Path keys,
        boolean json,
        List<String> serverCommand) {

    Options {
        serverCommand = List.copyOf(serverCommand);
    }

    /// Where the enrollment token of a running server stands.
    Optional<Path> enrollmentToken() {
        return enrollmentTokenFile.or(() -> data.map(dir -> dir.resolve("demo-enrollment-token")));
    }

    /// Where the token of the REST API stands.
    Optional<Path> apiToken() {
        return data.map(dir -> dir.resolve("token"));
    }
}
