package io.vfleet.agent.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Sets things on the VFs of one PF of this machine. Of a VF nothing is taken from outside but its
/// index: where it is follows from the PF's own folder.
final class LiveSettings {

    private static final int NLMSG_ERROR = 2;

    private final Path root;
    private final String address;
    private final String vendor;
    private final String device;

    LiveSettings(Path root, String address, String vendor, String device) {
        this.root = root;
        this.address = address;
        this.vendor = vendor;
        this.device = device;
    }

    /// What the kernel said where it did not do it.
    Optional<String> set(VfChange change) {
        return SysfsFile.complaint(() -> {
            Path pf = SysfsFile.folder(root, address, vendor, device);
            if (VfMessages.carries(change.setting())) {
                send(pf, change);
            } else {
                write(vf(pf, change.vf()), change.setting());
            }
        });
    }

    private void write(Path vf, VfSetting setting) throws IOException {
        String name = String.valueOf(vf.getFileName());
        switch (setting) {
            case VfSetting.DriverOverride(var driver) ->
                    SysfsFile.write(
                            vf.resolve("driver_override"),
                            (driver.equals("(null)") ? "" : driver) + "\n");
            case VfSetting.Bound(var driver) ->
                    SysfsFile.write(root.resolve("sys/bus/pci/drivers/" + driver + "/bind"), name);
            case VfSetting.Unbound() ->
                    SysfsFile.write(vf.resolve("driver").toRealPath().resolve("unbind"), name);
            case VfSetting.Mtu(var bytes) ->
                    SysfsFile.write(netdev(vf).resolve("mtu"), Integer.toString(bytes));
            case VfSetting.Interrupts(var count) ->
                    SysfsFile.write(vf.resolve("sriov_vf_msix_count"), Integer.toString(count));
            default -> throw new IOException(setting.text() + " is no attribute");
        }
    }

    private void send(Path pf, VfChange change) throws IOException {
        int index = Integer.parseInt(Files.readString(netdev(pf).resolve("ifindex")).strip());
        byte[] answer =
                NetlinkSocket.exchange(NetlinkSocket.ROUTE, VfMessages.request(index, change));
        ByteBuffer header = ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder());
        if (answer.length < Netlink.HEADER + 4 || header.getShort(4) != NLMSG_ERROR) {
            throw new IOException("the answer over netlink is not understood");
        }
        int errno = -header.getInt(Netlink.HEADER);
        if (errno != 0) {
            throw new IOException(Errno.text(errno));
        }
    }

    private Path vf(Path pf, int index) throws IOException {
        Path vf = pf.resolve("virtfn" + index).toRealPath();
        if (!vf.startsWith(root.resolve("sys/devices").toRealPath())
                || !vf.resolve("physfn").toRealPath().equals(pf)) {
            throw new IOException(vf + " is no VF of " + address);
        }
        return vf;
    }

    private static Path netdev(Path function) throws IOException {
        try (Stream<Path> netdevs = Files.list(function.resolve("net"))) {
            return netdevs.sorted()
                    .findFirst()
                    .orElseThrow(() -> new NoSuchFileException(function + "/net"));
        }
    }
}
