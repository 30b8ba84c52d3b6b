package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.kernel.Kernel;

/// One of the kernel's objects, with the kernel it belongs to.
record On<T>(Kernel kernel, T it) {}
