/// The files of sysfs, procfs and a few others, computed from the kernel's objects when asked.
package io.vfleet.simulation.sysfs;
