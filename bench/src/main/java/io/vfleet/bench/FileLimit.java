package io.vfleet.bench;

import io.vfleet.bench.measure.ProcessTree;
import io.vfleet.bench.support.Misuse;

/// Every node takes an open file here and another one in the server.
final class FileLimit {

    /// Jars, logs, database connections, the REST API's users.
    private static final int OTHERS = 200;

    private FileLimit() {}

    static void check(String whose, ProcessTree process, int nodes) throws Misuse {
        // the JVM raises its soft limit to the hard one by itself (-XX:+MaxFDLimit)
        long limit = process.openFilesLimit().orElse(Long.MAX_VALUE);
        if (nodes > limit - OTHERS) {
            throw new Misuse(
                    ("%d nodes need as many open files, and %s may open %d: at most %d nodes here"
                                    + " (ulimit -Hn)")
                            .formatted(nodes, whose, limit, Math.max(0, limit - OTHERS)));
        }
    }
}
