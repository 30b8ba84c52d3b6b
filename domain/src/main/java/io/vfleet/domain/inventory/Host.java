package io.vfleet.domain.inventory;

import java.time.Instant;
import java.util.Optional;

/// The machine as a whole. Every empty field without a [Gap] at its path is proven absent.
///
/// @param hostname `/proc/sys/kernel/hostname`
/// @param machineId `/etc/machine-id`
/// @param bootId `/proc/sys/kernel/random/boot_id`: another one means the host has rebooted
/// @param bootedAt `btime` of `/proc/stat`
/// @param kernelRelease `/proc/sys/kernel/osrelease`
/// @param kernelCommandLine `/proc/cmdline`, as it stands
/// @param cpuVendor `vendor_id` of `/proc/cpuinfo`: `GenuineIntel`, `AuthenticAMD`; `ARM` where
///   there is a CPU implementer
/// @param hypervisor whether `/proc/cpuinfo` has the `hypervisor` flag
/// @param lockdown the chosen word of `/sys/kernel/security/lockdown`
public record Host(
        Optional<String> hostname,
        Optional<String> machineId,
        Optional<String> bootId,
        Optional<Instant> bootedAt,
        Optional<String> kernelRelease,
        Optional<String> kernelCommandLine,
        Optional<String> cpuVendor,
        Optional<Boolean> hypervisor,
        Optional<String> lockdown,
        Dmi dmi) {

    /// What the firmware says of itself, `/sys/class/dmi/id`.
    public record Dmi(
            Optional<String> systemVendor,
            Optional<String> productName,
            Optional<String> productUuid,
            Optional<String> biosVersion,
            Optional<String> biosDate) {}
}
