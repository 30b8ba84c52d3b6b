package io.vfleet.bench.judging;

import io.vfleet.bench.node.BenchHost;
import io.vfleet.bench.node.Shape;
import io.vfleet.domain.chain.Chain;
import io.vfleet.domain.chain.Diagnosis;
import io.vfleet.domain.chain.Expectations;
import io.vfleet.domain.inventory.NodeInventory;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What is repeated: one diagnosis of a host with 512 VFs.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Judging {

    static final Shape SHAPE = new Shape(8, 64);

    private final NodeInventory host =
            new BenchHost(0, new UUID(0, 0), SHAPE).inventory(Instant.EPOCH);

    @Benchmark
    public Diagnosis examine() {
        return Chain.standard().examine(host, Expectations.NONE);
    }
}
