package io.vfleet.domain.remedy;

import static java.util.Objects.requireNonNull;

import io.vfleet.domain.operation.OperationKind;
import java.util.Optional;
import java.util.regex.Pattern;

/// One step that mends a finding, with this node's real names in it.
///
/// @param command what to type, or what to do where nothing can be typed (BIOS, another slot)
/// @param window whether it disturbs those who use the card or the host now, so that its time is to
///   be chosen; a reboot and the end of VFs always do
/// @param vfleet the operation by which vfleet can do the step itself
public record Fix(
        String command,
        boolean reboot,
        boolean destroysVfs,
        boolean window,
        Optional<OperationKind> vfleet) {

    private static final String REBOOT = "reboot: ";
    private static final String DESTROYS = "destroys VFs: ";
    private static final String WINDOW = "window: ";
    private static final Pattern OPERATION = Pattern.compile("([A-Z]+(?:_[A-Z]+)+): ");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    public Fix {
        requireNonNull(command, "command is null");
        // a line break in a name would end the comment or command it stands in
        command = CONTROL.matcher(command).replaceAll("?");
        window |= reboot || destroysVfs;
    }

    /// A step that disturbs nothing.
    public static Fix of(String command) {
        return new Fix(command, false, false, false, Optional.empty());
    }

    /// A step that takes effect at the next boot.
    public static Fix withReboot(String command) {
        return new Fix(command, true, false, true, Optional.empty());
    }

    /// A step in which every VF of the PF dies.
    public static Fix destroyingVfs(String command) {
        return of(command).destroyingVfs();
    }

    /// A step that interrupts traffic, or whoever uses the VF.
    public static Fix inWindow(String command) {
        return new Fix(command, false, false, true, Optional.empty());
    }

    /// The same step, in which every VF of the PF dies, too.
    public Fix destroyingVfs() {
        return new Fix(command, reboot, true, true, vfleet);
    }

    /// The same step, which vfleet can do.
    public Fix by(OperationKind operation) {
        return new Fix(command, reboot, destroysVfs, window, Optional.of(operation));
    }

    /// The same step with another command.
    public Fix saying(String other) {
        return new Fix(other, reboot, destroysVfs, window, vfleet);
    }

    /// A step as tables write it: before the command what it costs, `reboot: `, `destroys VFs: ` or
    /// `window: `, and before that the operation that does it, `RESIZE_VFS: `.
    public static Fix parse(String text) {
        var operation = OPERATION.matcher(text);
        if (operation.lookingAt()) {
            return parse(text.substring(operation.end()))
                    .by(OperationKind.valueOf(operation.group(1)));
        }
        if (text.startsWith(REBOOT)) {
            return withReboot(text.substring(REBOOT.length()));
        }
        if (text.startsWith(WINDOW)) {
            return inWindow(text.substring(WINDOW.length()));
        }
        return text.startsWith(DESTROYS)
                ? destroyingVfs(text.substring(DESTROYS.length()))
                : of(text);
    }
}
