package io.vfleet.agent.host;

import java.time.Duration;
import java.util.List;

/// Changes a host, one attribute of a PF at a time. A [Host] without one is only looked at.
public interface HostWriter {

    /// Writes the value as it is, once; blocks until the kernel answered, at most `limit`. Never
    /// makes a file.
    WriteResult write(WriteTarget target, String value, Duration limit);

    /// The writes that were given up and still hang, each named for people: `pid 4711 in
    /// sriov_numvfs_store, writing 0 to /sys/...`. While there is one, nothing more is written.
    List<String> hung();
}
