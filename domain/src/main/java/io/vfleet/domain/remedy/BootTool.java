package io.vfleet.domain.remedy;

import io.vfleet.domain.inventory.Host;
import io.vfleet.domain.inventory.KernelCommandLine;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What changes the kernel's command line on a host: every family of boot loaders has its own tool.
public enum BootTool {
    /// images that are replaced as a whole: `rpm-ostree kargs`
    RPM_OSTREE,
    /// entries of the boot loader specification beside GRUB's defaults (Fedora, RHEL): `grubby`
    GRUBBY,
    /// a menu that is made out of `/etc/default/grub` (Debian, Ubuntu)
    UPDATE_GRUB,
    /// entries that kernel-install makes out of `/etc/kernel/cmdline` (systemd-boot)
    KERNEL_INSTALL,
    /// nothing that the host says tells which
    UNKNOWN;

    private static final String GRUB = "/etc/default/grub";
    private static final String CMDLINE = "/etc/kernel/cmdline";

    /// By the files that hold arguments for kernels to come, and by what the running one was told.
    public static BootTool of(Host host) {
        if (host.kernelCommandLine().map(KernelCommandLine::parse).stream()
                .anyMatch(line -> line.all("ostree").findAny().isPresent())) {
            return RPM_OSTREE;
        }
        List<String> places =
                host.kernel().nextBoot().stream().map(Host.BootArguments::path).toList();
        boolean entries = places.stream().anyMatch(path -> path.contains("/loader/entries"));
        if (places.contains(GRUB)) {
            return entries ? GRUBBY : UPDATE_GRUB;
        }
        return entries || places.contains(CMDLINE) ? KERNEL_INSTALL : UNKNOWN;
    }

    /// Puts `arguments` there for the next boot.
    public List<Fix> add(String arguments) {
        return switch (this) {
            case RPM_OSTREE -> kargs("--append-if-missing", arguments);
            case GRUBBY -> grubby("--args", arguments);
            case UPDATE_GRUB -> List.of(byHand("add", "to", arguments));
            case KERNEL_INSTALL -> List.of(kernelInstall("add", "to", arguments));
            case UNKNOWN ->
                    List.of(
                            grubby("--args", arguments).getFirst(),
                            without("add", "to", arguments));
        };
    }

    /// Takes `arguments` away for the next boot.
    public List<Fix> remove(String arguments) {
        if (!ShellWord.quotable(arguments)) {
            return List.of(Fix.withReboot("# take these arguments off by hand: see /proc/cmdline"));
        }
        return switch (this) {
            case RPM_OSTREE -> kargs("--delete-if-present", arguments);
            case GRUBBY -> grubby("--remove-args", arguments);
            case UPDATE_GRUB -> List.of(byHand("remove", "from", arguments));
            case KERNEL_INSTALL -> List.of(kernelInstall("remove", "from", arguments));
            case UNKNOWN ->
                    List.of(
                            grubby("--remove-args", arguments).getFirst(),
                            without("remove", "from", arguments));
        };
    }

    private static List<Fix> grubby(String option, String arguments) {
        return List.of(
                Fix.withReboot(
                        "grubby --update-kernel=ALL %s=\"%s\"".formatted(option, arguments)));
    }

    // one option for each argument (rpm-ostree's manual)
    private static List<Fix> kargs(String option, String arguments) {
        String options =
                words(arguments)
                        .map(argument -> "%s=\"%s\"".formatted(option, argument))
                        .collect(Collectors.joining(" "));
        return List.of(Fix.withReboot("rpm-ostree kargs " + options));
    }

    private static Stream<String> words(String arguments) {
        return Arrays.stream(arguments.split(" ")).filter(word -> !word.isEmpty());
    }

    private static Fix byHand(String verb, String where, String arguments) {
        return Fix.withReboot(
                "# %s \"%s\" %s GRUB_CMDLINE_LINUX in %s, then update-grub"
                        .formatted(verb, arguments, where, GRUB));
    }

    private static Fix kernelInstall(String verb, String where, String arguments) {
        return Fix.withReboot(
                "# %s \"%s\" %s %s, then kernel-install add-all"
                        .formatted(verb, arguments, where, CMDLINE));
    }

    private static Fix without(String verb, String where, String arguments) {
        Fix step = byHand(verb, where, arguments);
        return step.saying(
                step.command().replaceFirst("# ", "# without grubby (Debian, Ubuntu): "));
    }
}
