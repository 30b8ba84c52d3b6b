package io.vfleet.simulation.kernel;

/// What a function hangs on: the root complex or a bridge.
public sealed interface Attachment permits RootComplex, Bridge {

    /// Its folder in sysfs.
    String path();

    /// The NUMA node everything below it is near to.
    int numaNode();
}
