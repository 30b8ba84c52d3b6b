package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.NodeInventory;
import java.util.List;
import java.util.Optional;

/// Where those who set VF counts keep their files: with one unread, nobody can say that there is no
/// such file.
public final class VfCountOwnerFiles {

    private static final List<String> FOLDERS =
            List.of(
                    "/etc/sriov-operator",
                    "/etc/NetworkManager",
                    "/run/NetworkManager",
                    "/usr/lib/NetworkManager",
                    "/etc/netplan",
                    "/run/netplan",
                    "/usr/lib/netplan",
                    "/etc/systemd",
                    "/run/systemd",
                    "/usr/lib/systemd",
                    "/etc/udev",
                    "/run/udev",
                    "/usr/lib/udev",
                    "/etc/modprobe.d");

    private VfCountOwnerFiles() {}

    /// What leaves it unknown whether there are others.
    public static Optional<Gap> unread(NodeInventory inventory) {
        return new Gaps(inventory.gaps()).touching(FOLDERS);
    }

    static Optional<Conclusion> unread(Examination host, Subject subject) {
        return host.gapTouching(FOLDERS)
                .map(gap -> new Conclusion.Unknown(subject, gap.path(), gap.reason()));
    }
}
