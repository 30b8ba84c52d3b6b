package io.vfleet.simulation.kernel;

import java.time.Duration;

/// How long the kernel takes for VFs, and how long a reader waits for a lock before it gives up.
public record Pace(Duration disable, Duration enable, Duration perVf, Duration patience) {

    /// drivers/pci/iov.c: `sriov_disable` sleeps a second, `sriov_enable` a tenth; probing comes on
    /// top.
    public static final Pace REAL =
            new Pace(
                    Duration.ofSeconds(1),
                    Duration.ofMillis(100),
                    Duration.ofMillis(10),
                    Duration.ofSeconds(2));

    /// For tests.
    public static final Pace INSTANT =
            new Pace(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofMillis(100));
}
