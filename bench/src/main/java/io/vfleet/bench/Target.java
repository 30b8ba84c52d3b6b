package io.vfleet.bench;

import io.vfleet.bench.http.Endpoint;
import io.vfleet.bench.measure.ProcessTree;
import io.vfleet.bench.support.Misuse;
import io.vfleet.bench.support.NoResult;
import io.vfleet.bench.support.ScratchServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The server to be measured, and how to get in.
///
/// @param process where it is known
record Target(
        Endpoint server,
        Path enrollmentTokenFile,
        Optional<Path> apiTokenFile,
        Optional<ProcessTree> process) {

    /// The one that runs already.
    static Target running(Options options) throws Misuse {
        Optional<ProcessTree> process = Optional.empty();
        if (options.serverPid().isPresent()) {
            long pid = options.serverPid().getAsLong();
            process = ProcessTree.find(pid);
            process.orElseThrow(() -> new Misuse("there is no process " + pid));
        }
        return new Target(
                options.server().orElseThrow(),
                options.enrollmentToken().orElseThrow(),
                options.apiToken(),
                process);
    }

    static Target of(ScratchServer own) {
        return new Target(
                own.endpoint(),
                own.data().resolve("demo-enrollment-token"),
                Optional.of(own.data().resolve("token")),
                ProcessTree.find(own.pid()));
    }

    /// A server that is gone is no result, and no reason to wait.
    void checkAlive() throws NoResult {
        if (process.filter(ProcessTree::alive).isEmpty() && process.isPresent()) {
            throw new NoResult("the server has ended by itself");
        }
    }

    String enrollmentToken() throws IOException {
        return secret(enrollmentTokenFile);
    }

    String apiToken() throws IOException {
        return secret(apiTokenFile.orElseThrow());
    }

    private static String secret(Path file) throws IOException {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new IOException("there is no " + file, e);
        }
    }
}
