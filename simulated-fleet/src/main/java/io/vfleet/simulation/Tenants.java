package io.vfleet.simulation;

import io.vfleet.simulation.kernel.CardPort;
import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.kernel.Vf;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Those who use a host's VFs, with the traces they leave: pods of a training or inference cluster,
/// virtual machines elsewhere. Some VFs and ports stay free.
final class Tenants {

    private static final String RESOURCE = "vfleet.io/vf";

    private final Kernel kernel;
    private final List<CardPort> ports;
    private final SplittableRandom random;
    private final List<String> allocations = new ArrayList<>();

    Tenants(Kernel kernel, List<CardPort> ports, SplittableRandom random) {
        this.kernel = kernel;
        this.ports = List.copyOf(ports);
        this.random = random;
    }

    /// A pod before it has VFs.
    private record Pod(String namespace, String name, String container, String command) {}

    void moveIn(Blueprint host) {
        switch (host.kit().profile().orElse("")) {
            case "training" -> train(host.number());
            case "inference" -> infer(host.number(), ports.getFirst());
            default -> machines(ports.getFirst());
        }
    }

    // one pod with a VF of every second port
    private void train(int number) {
        List<Vf> vfs =
                IntStream.iterate(0, port -> port < ports.size(), port -> port + 2)
                        .mapToObj(port -> ports.get(port).vfs().getFirst())
                        .toList();
        run(new Pod("llm-70b", "train-" + number, "trainer", "python3"), vfs);
    }

    private void infer(int number, CardPort port) {
        int pods = 2 + random.nextInt(Math.max(1, port.vfs().size() / 4));
        for (int pod = 0; pod < pods && pod < port.vfs().size(); pod++) {
            run(
                    new Pod("chat-api", "decode-%d-%d".formatted(number, pod), "server", "decode"),
                    List.of(port.vfs().get(pod)));
        }
    }

    private void machines(CardPort port) {
        List<Vf> vfs = port.vfs().stream().filter(vf -> vf.group().isPresent()).toList();
        for (Vf vf : vfs.subList(0, Math.min(vfs.size(), 1 + random.nextInt(3)))) {
            kernel.handTo(vf, "vfio-pci");
            String device = "/dev/vfio/" + vf.group().orElseThrow();
            kernel.start("qemu-system-x86", List.of("/dev/vfio/vfio", device));
        }
    }

    private void run(Pod pod, List<Vf> vfs) {
        UUID uid = uuid();
        String netns = "/var/run/netns/cni-" + uuid();
        kernel.writeFile(netns, "");
        kernel.writeFile(
                "/var/log/pods/%s_%s_%s/%s/0.log"
                        .formatted(pod.namespace(), pod.name(), uid, pod.container()),
                "");
        allocate(pod, uid, vfs);
        List<String> devices = vfs.stream().flatMap(Tenants::verbs).toList();
        if (!devices.isEmpty()) {
            kernel.start(pod.command(), devices);
        }
        for (Vf vf : vfs) {
            // k8snetworkplumbingwg/sriov-cni, pkg/utils/pci_allocator.go
            kernel.writeFile("/var/lib/cni/sriov/pci/" + vf.name(), netns);
            vf.netdev().ifPresent(kernel::moveAway);
        }
    }

    private static Stream<String> verbs(Vf vf) {
        return vf.rdma().stream().map(device -> "/dev/infiniband/uverbs" + device.number());
    }

    // kubernetes, pkg/kubelet/cm/devicemanager/checkpoint/checkpoint.go
    private void allocate(Pod pod, UUID uid, List<Vf> vfs) {
        allocations.add(
                """
                {"PodUID":"%s","ContainerName":"%s","ResourceName":"%s","DeviceIDs":{"-1":[%s]},"AllocResp":""}\
                """
                        .formatted(uid, pod.container(), RESOURCE, addresses(vfs.stream())));
        kernel.writeFile(
                "/var/lib/kubelet/device-plugins/kubelet_internal_checkpoint",
                """
                {"Data":{"PodDeviceEntries":[%s],"RegisteredDevices":{"%s":[%s]}},"Checksum":0}
                """
                        .formatted(String.join(",", allocations), RESOURCE, addresses(all())));
        kernel.writeFile(
                "/var/lib/kubelet/device-plugins/" + RESOURCE.replace('/', '_') + ".sock", "");
    }

    // what a device plugin that takes every VF has announced
    private Stream<Vf> all() {
        return ports.stream().flatMap(port -> port.vfs().stream());
    }

    private static String addresses(Stream<Vf> vfs) {
        return vfs.map(vf -> '"' + vf.name() + '"').collect(Collectors.joining(","));
    }

    private UUID uuid() {
        long high = random.nextLong() & ~0xf000L | 0x4000L;
        long low = random.nextLong() >>> 2 | 1L << 63;
        return new UUID(high, low);
    }
}
