package io.vfleet.domain.inventory;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who uses a VF, or the trace of it. Being up, or a link-local address alone, is no use.
///
/// @param kind one of the words below; a newer agent may know more
/// @param name the process' command name, the pod as `namespace/name` (its uid where only that is
///   known), the path of a network namespace, an address, the upper netdev, the VF's driver
/// @param pid of a process
/// @param podUid of a pod
/// @param container of the pod
/// @param resource what the device plugin gave the VF as: `vendor.com/pool`; or by which resource
///   claim: `claim namespace/name`
/// @param through by what it is held: a device file, or the VF's netdev
public record VfHolder(
        String kind,
        String name,
        OptionalInt pid,
        Optional<String> podUid,
        Optional<String> container,
        Optional<String> resource,
        Optional<String> through) {

    /// A process has the VF's `/dev/vfio` file open: a VM, or DPDK.
    public static final String VFIO = "vfio";

    /// A process has the VF's `/dev/uioN` open.
    public static final String UIO = "uio";

    /// A process has one of the VF's `/dev/infiniband` files open.
    public static final String UVERBS = "uverbs";

    /// The CNI plugin has given it to a network namespace that is there.
    public static final String CNI = "cni";

    /// Kubelet has given it to a pod.
    public static final String KUBELET = "kubelet";

    /// Its netdev is in another network namespace.
    public static final String NETNS = "netns";

    /// Its netdev has a global address.
    public static final String ADDRESS = "address";

    /// Its netdev is part of a bond or bridge, or carries a VLAN or the like.
    public static final String MASTER = "master";

    public VfHolder {
        requireNonNull(kind, "kind is null");
        requireNonNull(name, "name is null");
    }

    public static VfHolder process(String kind, int pid, String command, String file) {
        return new VfHolder(
                kind,
                command,
                OptionalInt.of(pid),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(file));
    }

    public static VfHolder pod(
            String uid, Optional<String> name, Optional<String> container, String resource) {
        return new VfHolder(
                KUBELET,
                name.orElse(uid),
                OptionalInt.empty(),
                Optional.of(uid),
                container,
                Optional.of(resource),
                Optional.empty());
    }

    public static VfHolder claim(String netns) {
        return plain(CNI, netns, Optional.empty());
    }

    public static VfHolder elsewhere(String driver) {
        return plain(NETNS, driver, Optional.empty());
    }

    public static VfHolder address(String netdev, String address) {
        return plain(ADDRESS, address, Optional.of(netdev));
    }

    public static VfHolder master(String netdev, String upper) {
        return plain(MASTER, upper, Optional.of(netdev));
    }

    private static VfHolder plain(String kind, String name, Optional<String> through) {
        return new VfHolder(
                kind,
                name,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                through);
    }

    /// For people, beside the name: `pid 4711, /dev/vfio/31`.
    public Optional<String> detail() {
        Stream<String> parts =
                Stream.of(
                                pid.stream().mapToObj(id -> "pid " + id).findFirst(),
                                container.map(text -> "container " + text),
                                resource,
                                podUid.filter(uid -> !uid.equals(name)).map(uid -> "uid " + uid),
                                through)
                        .flatMap(Optional::stream);
        return Optional.of(parts.collect(Collectors.joining(", "))).filter(text -> !text.isEmpty());
    }
}
