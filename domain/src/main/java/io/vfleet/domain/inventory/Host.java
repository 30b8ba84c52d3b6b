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

    /// The same host with these lines of its kernel's log and these crashes.
    public Host with(List<KernelLine> log, List<CrashRecord> crashes) {
        return new Host(
                hostname,
                machineId,
                bootId,
                bootedAt,
                kernelRelease,
                kernelCommandLine,
                cpuVendor,
                hypervisor,
                lockdown,
                dmi,
                kernel.with(log, crashes));
    }

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
    /// @param secureBoot what the firmware's variable says; a lockdown mostly follows from it
    /// @param hugepageMounts where hugepages can be had as files
    /// @param log the newest lines about devices and the IOMMU, oldest first
    /// @param crashes what earlier kernels left when they crashed, newest first
    public record Kernel(
            OptionalLong taint,
            Optional<String> cpuVirtualization,
            Optional<Boolean> rdmaNetnsShared,
            List<BootArguments> nextBoot,
            Optional<Boolean> secureBoot,
            List<HugepageMount> hugepageMounts,
            List<KernelLine> log,
            List<CrashRecord> crashes) {

        public static final Kernel NONE =
                new Kernel(
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of());

        public Kernel {
            nextBoot = List.copyOf(nextBoot);
            hugepageMounts = List.copyOf(hugepageMounts);
            log = List.copyOf(log);
            crashes = List.copyOf(crashes);
        }

        /// The same with these lines and crashes.
        public Kernel with(List<KernelLine> lines, List<CrashRecord> records) {
            return new Kernel(
                    taint,
                    cpuVirtualization,
                    rdmaNetnsShared,
                    nextBoot,
                    secureBoot,
                    hugepageMounts,
                    lines,
                    records);
        }
    }

    /// A mount of hugetlbfs.
    ///
    /// @param pageSize as `/proc/mounts` writes it: `1024M`; empty for the default size
    public record HugepageMount(String path, Optional<String> pageSize) {}

    /// Arguments a boot loader has for a kernel, as they stand there.
    ///
    /// @param path of the file
    /// @param kernel the version or title of the entry; empty where the file is about all kernels
    public record BootArguments(String path, Optional<String> kernel, String arguments) {}
}
