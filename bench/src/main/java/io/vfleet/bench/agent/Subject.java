package io.vfleet.bench.agent;

import io.vfleet.bench.measure.ProcessTree;
import io.vfleet.bench.support.NoResult;
import java.util.OptionalLong;

/// A process that is measured, and the most memory it was seen with.
final class Subject {

    private static final double KIB_A_MIB = 1024;

    private final String name;
    private final ProcessTree process;
    private long resident;
    private long anonymous;
    private double idleFrom;

    Subject(String name, Process process) throws NoResult {
        this.name = name;
        this.process =
                ProcessTree.find(process.pid())
                        .orElseThrow(() -> new NoResult(name + " ended at once"));
    }

    /// From now on its processor time counts.
    void begin() {
        idleFrom = cpuSeconds();
    }

    /// Looks at its memory.
    void sample() throws NoResult {
        resident = Math.max(resident, kib("VmRSS"));
        anonymous = Math.max(anonymous, kib("RssAnon"));
    }

    double cpuSeconds() {
        return process.cpu().total();
    }

    double cpuSecondsSinceBegin() {
        return cpuSeconds() - idleFrom;
    }

    double residentMib() {
        return resident / KIB_A_MIB;
    }

    double anonymousMib() {
        return anonymous / KIB_A_MIB;
    }

    boolean hasHadChildren() {
        return process.hasHadChildren();
    }

    private long kib(String field) throws NoResult {
        OptionalLong value = process.kib(field);
        return value.orElseThrow(() -> new NoResult(name + " has ended by itself"));
    }
}
