package io.vfleet.simulation;

import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.kernel.Machine;

/// Where the boot loader of a distribution keeps the kernel's arguments: as the host runs now, so
/// the next boot brings nothing new.
final class BootFiles {

    private BootFiles() {}

    static void write(Kernel kernel) {
        Machine machine = kernel.machine();
        String release = machine.build().release();
        String arguments = kernel.boot().commandLine().text().replaceFirst("^BOOT_IMAGE=\\S+ ", "");
        if (machine.build().osRelease().startsWith("Red Hat")) {
            kernel.writeFile(
                    "/boot/loader/entries/" + machine.machineId() + "-" + release + ".conf",
                    """
                    title %s
                    version %s
                    linux /vmlinuz-%s
                    options %s
                    """
                            .formatted(machine.build().osRelease(), release, release, arguments));
            return;
        }
        // root and ro are added by grub-mkconfig
        kernel.writeFile(
                "/etc/default/grub",
                """
                GRUB_DEFAULT=0
                GRUB_TIMEOUT=5
                GRUB_CMDLINE_LINUX_DEFAULT="%s"
                GRUB_CMDLINE_LINUX=""
                """
                        .formatted(arguments.replaceFirst("^root=\\S+ ro ", "")));
    }
}
