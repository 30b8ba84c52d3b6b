package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether the host has storage over the network. Which PF carries it is not looked up yet: where
/// there is some, the answer is "unknown".
final class StorageGate implements Gate {

    private static final String NVME = "/sys/class/nvme";
    private static final String ISCSI = "/sys/class/iscsi_session";
    private static final Set<String> REMOTE =
            Set.of(
                    "nfs",
                    "nfs4",
                    "ceph",
                    "lustre",
                    "cifs",
                    "smb3",
                    "gfs2",
                    "ocfs2",
                    "beegfs",
                    "gpfs",
                    "fuse.glusterfs",
                    "fuse.ceph",
                    "fuse.sshfs");

    @Override
    public String id() {
        return "G4";
    }

    @Override
    public String clear() {
        return "the host has no storage over the network";
    }

    @Override
    public Optional<String> objection(Subject subject) throws Unknowable {
        List<String> remote = new ArrayList<>();
        fabrics(subject.sight(), remote);
        sessions(subject.sight(), remote);
        disks(subject.sight(), remote);
        mounts(subject.sight(), remote);
        if (!remote.isEmpty()) {
            throw new Unknowable(
                    "storage over the network, it may come through this PF: "
                            + String.join(", ", remote));
        }
        return Optional.empty();
    }

    private static void fabrics(Sight sight, List<String> remote) throws Unknowable {
        for (String controller : sight.names(NVME)) {
            String transport =
                    sight.text(NVME + "/" + controller + "/transport").orElse("unknown transport");
            if (!transport.equals("pcie")) {
                remote.add(controller + " over " + transport);
            }
        }
    }

    private static void sessions(Sight sight, List<String> remote) throws Unknowable {
        for (String session : sight.names(ISCSI)) {
            remote.add("iSCSI " + session);
        }
    }

    private static void disks(Sight sight, List<String> remote) throws Unknowable {
        for (String disk : sight.names("/sys/block")) {
            boolean nbd = disk.matches("nbd\\d+") && sight.exists("/sys/block/" + disk + "/pid");
            if (nbd || disk.matches("(rbd|drbd|rnbd)\\d+")) {
                remote.add("disk " + disk);
            }
        }
    }

    private static void mounts(Sight sight, List<String> remote) throws Unknowable {
        for (String line : sight.table("/proc/mounts")) {
            String[] columns = line.split(" ");
            if (columns.length > 2 && REMOTE.contains(columns[2])) {
                remote.add(columns[2] + " at " + columns[1]);
            }
        }
    }
}
