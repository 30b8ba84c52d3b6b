package io.vfleet.domain.remedy;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/// One step that mends a finding, with this node's real names in it.
///
/// @param command what to type, or what to do where nothing can be typed (BIOS, another slot)
public record Fix(String command, boolean reboot, boolean destroysVfs) {

    private static final String REBOOT = "reboot: ";
    private static final String DESTROYS = "destroys VFs: ";
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    public Fix {
        requireNonNull(command, "command is null");
        // a line break in a name would end the comment or command it stands in
        command = CONTROL.matcher(command).replaceAll("?");
    }

    /// A step that disturbs nothing.
    public static Fix of(String command) {
        return new Fix(command, false, false);
    }

    /// A step that takes effect at the next boot.
    public static Fix withReboot(String command) {
        return new Fix(command, true, false);
    }

    /// A step in which every VF of the PF dies.
    public static Fix destroyingVfs(String command) {
        return new Fix(command, false, true);
    }

    /// A step as tables write it: `reboot: ` or `destroys VFs: ` before the command where it costs
    /// that.
    public static Fix parse(String text) {
        if (text.startsWith(REBOOT)) {
            return withReboot(text.substring(REBOOT.length()));
        }
        return text.startsWith(DESTROYS)
                ? destroyingVfs(text.substring(DESTROYS.length()))
                : of(text);
    }
}
