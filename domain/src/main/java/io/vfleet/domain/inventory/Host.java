package io.vfleet.domain.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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
        Dmi dmi,
        Kernel kernel) {

    /// The same host under another name.
    public Host named(Optional<String> other) {
        return new Host(
                other,
                machineId,
                bootId,
                bootedAt,
                kernelRelease,
                kernelCommandLine,
                cpuVendor,
                hypervisor,
                lockdown,
                dmi,
                kernel);
    }

    /// What the firmware says of itself, `/sys/class/dmi/id`.
    public record Dmi(
            Optional<String> systemVendor,
            Optional<String> productName,
            Optional<String> productUuid,
            Optional<String> biosVersion,
            Optional<String> biosDate) {}

    /// What the running kernel is like, and what the next one will be told.
    ///
    /// @param taint the bits of `/proc/sys/kernel/tainted`
    /// @param cpuVirtualization the flag in `/proc/cpuinfo`: `vmx`, `svm`
    /// @param rdmaNetnsShared `netns_mode` of ib_core; false: a device is seen in one network
    ///   namespace only
    /// @param nextBoot every place that holds arguments for kernels to come, in order of path
    public record Kernel(
            OptionalLong taint,
            Optional<String> cpuVirtualization,
            Optional<Boolean> rdmaNetnsShared,
            List<BootArguments> nextBoot) {

        public static final Kernel NONE =
                new Kernel(OptionalLong.empty(), Optional.empty(), Optional.empty(), List.of());

        public Kernel {
            nextBoot = List.copyOf(nextBoot);
        }
    }

    /// Arguments a boot loader has for a kernel, as they stand there.
    ///
    /// @param path of the file
    /// @param kernel the version or title of the entry; empty where the file is about all kernels
    public record BootArguments(String path, Optional<String> kernel, String arguments) {}
}
