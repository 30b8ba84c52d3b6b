package io.vfleet.simulation;

import io.vfleet.simulation.kernel.CardPort;
import io.vfleet.simulation.kernel.CardState;
import io.vfleet.simulation.kernel.CardState.Keeper;
import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.kernel.Vf;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Brings a booted host into its trouble.
final class TroubleMaker {

    private static final Duration SLOW = Duration.ofSeconds(30);
    private static final Duration NOTICED_AFTER = Duration.ofMillis(300);
    private static final int MSIX_PER_VF = 2;

    private final Kernel kernel;
    private final List<CardPort> ports;

    TroubleMaker(Kernel kernel, List<CardPort> ports) {
        this.kernel = kernel;
        this.ports = ports;
    }

    void make(Trouble trouble) {
        CardPort first = ports.getFirst();
        int count = first.vfs().size();
        switch (trouble) {
            case NONE -> {}
            case WRITES_HANG -> kernel.change(first, CardState::hangWrites);
            case WRITES_ARE_SLOW -> kernel.change(first, it -> it.slowWrites(SLOW));
            case FEW_INTERRUPTS -> everywhere(it -> it.msixVectorsLeft(MSIX_PER_VF * count));
            case FEWER_THAN_ASKED -> everywhere(it -> it.roomForVfs(count));
            case HELD_BY_MACHINE -> hold(first.vfs().getFirst());
            case CLAIMED_FOR_CONTAINER -> claim(first.vfs().getFirst());
            case GIVEN_TO_POD -> give(first.vfs().getFirst());
            case KEPT_BY_SOMEBODY ->
                    kernel.change(first, it -> it.keptBy(new Keeper(count, NOTICED_AFTER)));
        }
    }

    private void everywhere(Consumer<CardState> change) {
        ports.forEach(port -> kernel.change(port, change));
    }

    private void hold(Vf vf) {
        kernel.handTo(vf, "vfio-pci");
        String device = "/dev/vfio/" + vf.group().orElseThrow();
        kernel.start("qemu-system-x86", List.of("/dev/vfio/vfio", device));
    }

    // k8snetworkplumbingwg/sriov-cni, pkg/utils/pci_allocator.go
    private void claim(Vf vf) {
        String netns = "/var/run/netns/cni-7d1f6b0c-52a3-4f0e-9c8b-2f6e9b1f4a11";
        kernel.writeFile(netns, "");
        kernel.writeFile("/var/lib/cni/sriov/pci/" + vf.name(), netns);
    }

    private String all() {
        return ports.stream()
                .flatMap(port -> port.vfs().stream())
                .map(vf -> '"' + vf.name() + '"')
                .collect(Collectors.joining(","));
    }

    // kubernetes, pkg/kubelet/cm/devicemanager/checkpoint/checkpoint.go
    private void give(Vf vf) {
        kernel.writeFile(
                "/var/lib/kubelet/device-plugins/kubelet_internal_checkpoint",
                """
                {"Data":{"PodDeviceEntries":[{"PodUID":"5f0c1c1e-8d0e-4b1c-9d5c-0b8f4f1f2a77",\
                "ContainerName":"worker","ResourceName":"vfleet.io/vf",\
                "DeviceIDs":{"0":["%s"]},"AllocResp":""}],\
                "RegisteredDevices":{"vfleet.io/vf":[%s]}},"Checksum":0}
                """
                        .formatted(vf.name(), all()));
    }
}
