package io.vfleet.agent.holders;

import io.vfleet.agent.host.Reading;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfHolder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks for who holds VFs in all places that tell. Runs no command, and walks over the processes
/// once for all VFs, and only when one of them can be held through a file.
public final class HolderSearch {

    private final Sight sight;
    private final Map<PciAddress, Found> found = new LinkedHashMap<>();

    private HolderSearch(Sight sight) {
        this.sight = sight;
    }

    /// What is known of one VF.
    ///
    /// @param unread what could have told of further holders
    public record Found(List<VfHolder> holders, List<Unknowable> unread) {

        private Found() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /// By VF, in the order in which they are asked for.
    public static Map<PciAddress, Found> find(Sight sight, Collection<PciAddress> vfs) {
        HolderSearch search = new HolderSearch(sight);
        vfs.forEach(vf -> search.found.put(vf, new Found()));
        if (!vfs.isEmpty()) {
            search.throughFiles();
            search.pods();
            search.found.forEach((vf, holders) -> search.add(holders, () -> search.claim(vf)));
            search.found.forEach(
                    (vf, holders) -> search.add(holders, () -> VfNetdev.traces(sight, vf)));
            search.found.forEach(
                    (vf, holders) -> search.add(holders, () -> VfNetdev.addresses(sight, vf)));
        }
        return search.found;
    }

    private interface Source {
        Stream<VfHolder> read() throws Unknowable;
    }

    private void add(Found vf, Source source) {
        try {
            source.read().forEach(vf.holders()::add);
        } catch (Unknowable unknown) {
            vf.unread().add(unknown);
        }
    }

    private record Device(Found vf, String kind) {}

    private void throughFiles() {
        Map<String, Device> devices = new HashMap<>();
        found.forEach((vf, holders) -> add(holders, () -> devices(vf, holders, devices)));
        if (devices.isEmpty()) {
            return;
        }
        OpenFiles files = OpenFiles.read(sight);
        for (OpenFiles.Held held : files.seen()) {
            Optional.ofNullable(devices.get(held.path()))
                    .ifPresent(device -> device.vf().holders().add(holder(device, held)));
        }
        files.failure()
                .ifPresent(failure ->
                        devices.values().stream()
                                .map(Device::vf)
                                .distinct()
                                .forEach(vf -> vf.unread().add(failure)));
    }

    private Stream<VfHolder> devices(PciAddress vf, Found holders, Map<String, Device> devices)
            throws Unknowable {
        VfDevices.of(sight, vf)
                .forEach((path, kind) -> devices.put(path, new Device(holders, kind)));
        return Stream.empty();
    }

    private static VfHolder holder(Device device, OpenFiles.Held held) {
        return VfHolder.process(device.kind(), held.pid(), held.command(), held.path());
    }

    private void pods() {
        Map<PciAddress, List<Pod>> pods = new HashMap<>();
        for (PodSource source : List.<PodSource>of(this::plugged, this::claimed)) {
            try {
                source.read(pods);
            } catch (Unknowable unknown) {
                found.values().forEach(vf -> vf.unread().add(unknown));
            }
        }
        if (!pods.isEmpty()) {
            named(pods);
        }
    }

    private interface PodSource {
        void read(Map<PciAddress, List<Pod>> pods) throws Unknowable;
    }

    private record Pod(String uid, Optional<String> container, String resource) {}

    private void plugged(Map<PciAddress, List<Pod>> pods) throws Unknowable {
        Map<String, KubeletCheckpoint.Owner> owners = KubeletCheckpoint.read(sight);
        for (PciAddress vf : found.keySet()) {
            KubeletCheckpoint.Owner owner = owners.get(vf.toString());
            if (owner != null) {
                pods.computeIfAbsent(vf, _ -> new ArrayList<>())
                        .add(
                                new Pod(
                                        owner.podUid(),
                                        Optional.of(owner.container()),
                                        owner.resource()));
            }
        }
    }

    private void claimed(Map<PciAddress, List<Pod>> pods) throws Unknowable {
        DraCheckpoint.read(sight)
                .forEach((vf, users) ->
                        users.forEach(user ->
                                pods.computeIfAbsent(vf, _ -> new ArrayList<>())
                                        .add(
                                                new Pod(
                                                        user.podUid(),
                                                        Optional.empty(),
                                                        "claim " + user.claim()))));
    }

    private void named(Map<PciAddress, List<Pod>> pods) {
        Map<String, String> names = new HashMap<>();
        Optional<Unknowable> unnamed = Optional.empty();
        try {
            names.putAll(PodNames.read(sight));
        } catch (Unknowable unknown) {
            unnamed = Optional.of(unknown);
        }
        for (Map.Entry<PciAddress, Found> vf : found.entrySet()) {
            for (Pod pod : pods.getOrDefault(vf.getKey(), List.of())) {
                vf.getValue().holders().add(holder(pod, names));
                unnamed.ifPresent(vf.getValue().unread()::add);
            }
        }
    }

    private static VfHolder holder(Pod pod, Map<String, String> names) {
        return VfHolder.pod(
                pod.uid(),
                Optional.ofNullable(names.get(pod.uid())),
                pod.container(),
                pod.resource());
    }

    // k8snetworkplumbingwg/sriov-cni, pkg/utils/pci_allocator.go: the file holds the netns' path;
    // a claim of a netns that is gone is stale
    private Stream<VfHolder> claim(PciAddress vf) throws Unknowable {
        Optional<String> netns = sight.text("/var/lib/cni/sriov/pci/" + vf);
        return netns.filter(path -> !stale(path)).map(VfHolder::claim).stream();
    }

    private boolean stale(String netns) {
        return netns.startsWith("/") && sight.host().bytes(netns, 1) instanceof Reading.Absent;
    }
}
