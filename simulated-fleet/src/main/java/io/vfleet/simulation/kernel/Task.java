package io.vfleet.simulation.kernel;

import java.util.List;

/// A process of the host that holds files open.
///
/// @param name `comm`
/// @param files what its descriptors from 3 on lead to
public record Task(int pid, String name, List<String> files) {

    public Task {
        files = List.copyOf(files);
    }
}
