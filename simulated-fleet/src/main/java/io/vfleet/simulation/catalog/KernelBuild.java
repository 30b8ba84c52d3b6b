package io.vfleet.simulation.catalog;

/// A distribution's kernel.
///
/// @param intelIommuByDefault built with `CONFIG_INTEL_IOMMU_DEFAULT_ON`
/// @param version the rest of `/proc/version`
/// @param osRelease `PRETTY_NAME`
public record KernelBuild(
        String release, String version, String osRelease, boolean intelIommuByDefault) {

    public static final KernelBuild DEBIAN_12 =
            new KernelBuild(
                    "6.1.0-28-amd64",
                    "#1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1 (2024-11-22)",
                    "Debian GNU/Linux 12 (bookworm)",
                    true);
    public static final KernelBuild DEBIAN_13 =
            new KernelBuild(
                    "6.12.48+deb13-amd64",
                    "#1 SMP PREEMPT_DYNAMIC Debian 6.12.48-1 (2025-09-20)",
                    "Debian GNU/Linux 13 (trixie)",
                    true);
    public static final KernelBuild RHEL_9 =
            new KernelBuild(
                    "5.14.0-503.15.1.el9_5.x86_64",
                    "#1 SMP PREEMPT_DYNAMIC Thu Nov 14 15:45:31 EST 2024",
                    "Red Hat Enterprise Linux 9.5 (Plow)",
                    false);
    public static final KernelBuild UBUNTU_22 =
            new KernelBuild(
                    "5.15.0-126-generic",
                    "#136-Ubuntu SMP Wed Nov 6 10:38:22 UTC 2024",
                    "Ubuntu 22.04.5 LTS",
                    false);
    public static final KernelBuild UBUNTU_24 =
            new KernelBuild(
                    "6.8.0-49-generic",
                    "#49-Ubuntu SMP PREEMPT_DYNAMIC Mon Nov  4 02:06:24 UTC 2024",
                    "Ubuntu 24.04.1 LTS",
                    false);
}
