/// The fleet as a process: one real agent per simulated host, on virtual threads.
package io.vfleet.simulation.run;
