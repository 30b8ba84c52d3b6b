package io.vfleet.domain.remedy;

import java.util.List;

/// How to change the kernel's command line, for the two families of boot loaders' tools.
public final class BootArguments {

    private BootArguments() {}

    /// Puts `arguments` there for the next boot.
    public static List<Fix> add(String arguments) {
        return List.of(
                Fix.withReboot("grubby --update-kernel=ALL --args=\"" + arguments + "\""),
                Fix.withReboot(
                        "# without grubby (Debian, Ubuntu): add \""
                                + arguments
                                + "\" to GRUB_CMDLINE_LINUX in /etc/default/grub, then update-grub"));
    }

    /// Takes `arguments` away for the next boot.
    public static List<Fix> remove(String arguments) {
        if (!ShellWord.quotable(arguments)) {
            return List.of(Fix.withReboot("# take these arguments off by hand: see /proc/cmdline"));
        }
        return List.of(
                Fix.withReboot("grubby --update-kernel=ALL --remove-args=\"" + arguments + "\""),
                Fix.withReboot(
                        "# without grubby (Debian, Ubuntu): remove \""
                                + arguments
                                + "\" from GRUB_CMDLINE_LINUX in /etc/default/grub, then"
                                + " update-grub"));
    }
}
