package io.vfleet.agent.host;

import io.vfleet.domain.inventory.Card.FirmwareSettings;
import io.vfleet.domain.inventory.KernelLine;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where facts come from. Paths are the host's own:
/// `/sys/bus/pci/devices/0000:81:00.0/sriov_numvfs`.
public interface Host {

    /// Why nothing was found out that only a live host can be asked: no trouble of the host.
    String NOT_ASKED = "a captured tree cannot be asked";

    /// A small text file without the white space around it.
    Reading<String> text(String path);

    /// At most `limit` bytes of a file.
    Reading<byte[]> bytes(String path, int limit);

    /// The sorted names in a folder.
    Reading<List<String>> list(String path);

    /// Where a symbolic link points, as it is written: `../../../kernel/iommu_groups/7`.
    Reading<String> link(String path);

    /// The admin state of a PF's VFs by index, asked of the PF's netdev (a slow fact: the driver
    /// asks its firmware). [Reading.Absent] where there is nobody to ask, as in a captured tree.
    Reading<SortedMap<Integer, VfAdmin>> vfAdmin(String netdev);

    /// The same with what is no fact of a report but has to be put back after a resize.
    default Reading<SortedMap<Integer, VfState>> vfStates(String netdev) {
        return vfAdmin(netdev)
                .map(vfs -> {
                    SortedMap<Integer, VfState> states = new TreeMap<>();
                    vfs.forEach((index, admin) -> states.put(index, VfState.of(admin)));
                    return states;
                });
    }

    /// Who may change a file or folder; of a link, who may change the link.
    default Reading<Access> access(String path) {
        return new Reading.Failed<>(NOT_ASKED);
    }

    /// When a file or folder was last written to, in whole seconds.
    default Reading<Instant> modified(String path) {
        return new Reading.Absent<>();
    }

    /// What the kernel's log says of PCI functions and the IOMMU: of each the newest few lines.
    default Reading<List<KernelLine>> kernelLines() {
        return new Reading.Absent<>();
    }

    /// What sysfs does not tell of an interface; [Reading.Absent] where there is nobody to ask.
    default Reading<LinkNames> linkNames(String netdev) {
        return new Reading.Absent<>();
    }

    /// What a PF's driver says over devlink (a slow fact); [Reading.Absent] where it knows none, or
    /// there is nobody to ask.
    default Reading<DevlinkAnswer> devlink(PciAddress pf) {
        return new Reading.Absent<>();
    }

    /// What a PF's driver says over devlink of the parts it watches over; [Reading.Absent] where
    /// the kernel has no devlink, or no such device in it.
    default Reading<List<HealthReporter>> health(PciAddress pf) {
        return new Reading.Failed<>(NOT_ASKED);
    }

    /// What the vendor's tool says of a card: runs it, which takes seconds. [Reading.Absent] where
    /// there is nobody to ask.
    default Reading<FirmwareSettings> firmware(PciAddress pf) {
        return new Reading.Absent<>();
    }

    /// Whether what is absent here is absent on the host: true for a live host and a whole capture,
    /// false for a partial tree, where a missing folder only was not captured.
    boolean whole();

    /// Who may write to this host; empty where there are only files of one.
    default Optional<HostWriter> writer() {
        return Optional.empty();
    }

    /// The addresses of a netdev, for the question whose traffic a PF carries.
    default Reading<Set<InetAddress>> addresses(String netdev) {
        return new Reading.Failed<>(NOT_ASKED);
    }

    /// Whether this process runs on the host itself, so that its own connections are the host's:
    /// false for a simulated host.
    default boolean here() {
        return true;
    }

    /// Who reads it, so that a file that never answers holds up nobody else.
    default HostReader reader() {
        return HostReader.AT_ONCE;
    }
}
