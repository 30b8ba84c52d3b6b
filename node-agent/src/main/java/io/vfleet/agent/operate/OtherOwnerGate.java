package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Unknowable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether somebody else on this host sets this PF's VF count, and would undo or fight a change.
final class OtherOwnerGate implements Gate {

    private static final List<Owner> OWNERS =
            List.of(
                    // sriov-network-operator, pkg/consts: its own record of what it set
                    new Owner(
                            "the SR-IOV network operator",
                            List.of("/etc/sriov-operator", "/etc/sriov-operator/pci"),
                            "",
                            Pattern.compile("")),
                    // nm-settings-nmcli(5), "sriov": enforces the count on activation and resets it
                    new Owner(
                            "NetworkManager",
                            List.of(
                                    "/etc/NetworkManager/system-connections",
                                    "/run/NetworkManager/system-connections",
                                    "/usr/lib/NetworkManager/system-connections"),
                            "",
                            Pattern.compile("(?m)^\\s*\\[sriov]")),
                    new Owner(
                            "netplan",
                            List.of("/etc/netplan", "/run/netplan", "/usr/lib/netplan"),
                            ".yaml",
                            Pattern.compile("(?m)^[^#\\n]*virtual-function-count")),
                    // systemd.link(5)
                    new Owner(
                            "systemd",
                            List.of(
                                    "/etc/systemd/network",
                                    "/run/systemd/network",
                                    "/usr/lib/systemd/network"),
                            ".link",
                            Pattern.compile("(?m)^\\s*SR-IOVVirtualFunctions\\s*=")),
                    new Owner(
                            "udev",
                            List.of(
                                    "/etc/udev/rules.d",
                                    "/run/udev/rules.d",
                                    "/usr/lib/udev/rules.d"),
                            ".rules",
                            Pattern.compile("(?m)^[^#\\n]*sriov_numvfs")));

    @Override
    public String id() {
        return "G8";
    }

    @Override
    public String clear() {
        return "nobody else on this host sets this PF's VF count";
    }

    @Override
    public Optional<String> objection(Subject subject) throws Unknowable {
        List<String> found = new ArrayList<>();
        for (Owner owner : OWNERS) {
            for (String folder : owner.folders()) {
                look(subject, owner, folder, found);
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", found));
    }

    private static void look(Subject subject, Owner owner, String folder, List<String> found)
            throws Unknowable {
        for (String name : subject.sight().names(folder)) {
            String path = folder + "/" + name;
            if (name.endsWith(owner.ending()) && sets(subject, owner, path)) {
                found.add(owner.name() + " sets VF counts by " + path);
            }
        }
    }

    private static boolean sets(Subject subject, Owner owner, String path) throws Unknowable {
        // a folder among the files has no text
        Optional<String> text =
                subject.sight().names(path).isEmpty()
                        ? subject.sight().text(path)
                        : Optional.of("");
        return text.filter(content -> owner.says().matcher(content).find()).isPresent()
                && !ForeignPf.only(subject, text.get());
    }

    /// Somebody who sets VF counts.
    ///
    /// @param ending of the files' names
    /// @param says what such a file holds when it sets a count
    private record Owner(String name, List<String> folders, String ending, Pattern says) {}
}
