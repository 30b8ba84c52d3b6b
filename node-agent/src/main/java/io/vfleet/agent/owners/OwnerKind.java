package io.vfleet.agent.owners;

import io.vfleet.agent.host.Reading;
import io.vfleet.agent.host.UdevRule;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.VfCountOwner;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A kind of file by which somebody sets VF counts.
///
/// @param kind its word in reports
/// @param name who it is, for people
/// @param ending of the files' names
/// @param says what such a file holds when it sets a count
/// @param count where the number is, as the first group
/// @param atBootOnly it acts once and does not fight a change made later
public record OwnerKind(
        String kind,
        String name,
        List<String> folders,
        String ending,
        Pattern says,
        Pattern count,
        boolean atBootOnly) {

    public static final List<OwnerKind> ALL =
            List.of(
                    // sriov-network-operator, pkg/consts: its own record of what it set
                    new OwnerKind(
                            "sriov-network-operator",
                            "the SR-IOV network operator",
                            List.of("/etc/sriov-operator", "/etc/sriov-operator/pci"),
                            "",
                            Pattern.compile(""),
                            Pattern.compile("\"numVfs\"\\s*:\\s*(\\d{1,5})"),
                            false),
                    // nm-settings-nmcli(5), "sriov": enforces the count on activation and resets it
                    new OwnerKind(
                            "networkmanager",
                            "NetworkManager",
                            List.of(
                                    "/etc/NetworkManager/system-connections",
                                    "/run/NetworkManager/system-connections",
                                    "/usr/lib/NetworkManager/system-connections"),
                            "",
                            Pattern.compile("(?m)^\\s*\\[sriov]"),
                            Pattern.compile("(?m)^\\s*total-vfs\\s*=\\s*(\\d{1,5})"),
                            false),
                    new OwnerKind(
                            "netplan",
                            "netplan",
                            List.of("/etc/netplan", "/run/netplan", "/usr/lib/netplan"),
                            ".yaml",
                            Pattern.compile("(?m)^[^#\\n]*virtual-function-count"),
                            Pattern.compile(
                                    "(?m)^[^#\\n]*virtual-function-count\\s*:\\s*(\\d{1,5})"),
                            false),
                    // systemd.link(5)
                    new OwnerKind(
                            "systemd",
                            "systemd",
                            List.of(
                                    "/etc/systemd/network",
                                    "/run/systemd/network",
                                    "/usr/lib/systemd/network"),
                            ".link",
                            Pattern.compile("(?m)^\\s*SR-IOVVirtualFunctions\\s*="),
                            Pattern.compile("(?m)^\\s*SR-IOVVirtualFunctions\\s*=\\s*(\\d{1,5})"),
                            false),
                    new OwnerKind(
                            "udev",
                            "udev",
                            List.of(
                                    "/etc/udev/rules.d",
                                    "/run/udev/rules.d",
                                    "/usr/lib/udev/rules.d"),
                            ".rules",
                            Pattern.compile("(?m)^[^#\\n]*sriov_numvfs"),
                            Pattern.compile("(?m)^[^#\\n]*sriov_numvfs}?\\s*=\\s*\"?(\\d{1,5})"),
                            false),
                    // our own: acts once, when the card appears without VFs
                    new OwnerKind(
                            VfCountOwner.OWN,
                            "vfleet",
                            List.of(UdevRule.FOLDER),
                            ".rules",
                            Pattern.compile("(?m)^[^#\\n]*sriov_numvfs"),
                            Pattern.compile("(?m)^[^#\\n]*sriov_numvfs}=\"(\\d{1,5})\"$"),
                            true),
                    new OwnerKind(
                            "service",
                            "a service",
                            List.of("/etc/systemd/system"),
                            ".service",
                            Pattern.compile("(?m)^[^#\\n]*sriov_numvfs"),
                            Pattern.compile("(?m)^[^#\\n]*echo\\s+[\"']?(\\d{1,5})[\"']?\\s*>"),
                            true),
                    new OwnerKind(
                            "rc-local",
                            "rc.local",
                            List.of("/etc/rc.local", "/etc/rc.d/rc.local"),
                            "rc.local",
                            Pattern.compile("(?m)^[^#\\n]*sriov_numvfs"),
                            Pattern.compile("(?m)^[^#\\n]*echo\\s+[\"']?(\\d{1,5})[\"']?\\s*>"),
                            true),
                    // options of drivers of old, for which kernels have sriov_numvfs instead
                    new OwnerKind(
                            "modprobe",
                            "modprobe",
                            List.of("/etc/modprobe.d"),
                            ".conf",
                            Pattern.compile("(?m)^\\s*options\\s.*\\b(max_vfs|num_vfs)="),
                            Pattern.compile(
                                    "(?m)^\\s*options\\s.*\\b(?:max_vfs|num_vfs)=(\\d{1,5})"),
                            true));

    /// Whether these are the agent's own files.
    public boolean own() {
        return kind.equals(VfCountOwner.OWN);
    }

    private static boolean ownRule(String path, String text) {
        return UdevRule.parse(path, text).isPresent();
    }

    /// The files of a folder that set a count, with their texts; the folder may be such a file
    /// itself.
    public SortedMap<String, String> files(Sight sight, String folder) throws Unknowable {
        SortedMap<String, String> files = new TreeMap<>();
        if (!ending.isEmpty() && folder.endsWith(ending)) {
            add(sight, folder, files);
            return files;
        }
        for (String name : sight.names(folder)) {
            if (name.endsWith(ending)) {
                add(sight, folder + "/" + name, files);
            }
        }
        return files;
    }

    private void add(Sight sight, String path, SortedMap<String, String> files) throws Unknowable {
        text(sight, path)
                .filter(text -> says.matcher(text).find() && own() == ownRule(path, text))
                .ifPresent(text -> files.put(path, text));
    }

    /// The count a file sets; empty where it sets none by number, or several.
    public OptionalInt count(String text) {
        List<String> counts =
                count.matcher(text).results().map(OwnerKind::number).distinct().toList();
        return counts.size() == 1
                ? OptionalInt.of(Integer.parseInt(counts.getFirst()))
                : OptionalInt.empty();
    }

    private static String number(MatchResult result) {
        return result.group(1);
    }

    // a folder among the files is no file that sets a count
    private static Optional<String> text(Sight sight, String path) throws Unknowable {
        try {
            return sight.text(path);
        } catch (Unknowable unreadable) {
            if (sight.host().list(path) instanceof Reading.Value) {
                return Optional.empty();
            }
            throw unreadable;
        }
    }
}
