package io.vfleet.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.VfHolder;
import io.vfleet.domain.inventory.VfUse;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.testing.VfDraft;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// `inUse` and `holders`, which joined schema version 1 later.
class VfUseJsonTests {

    private static final VfHolder POD =
            VfHolder.pod("5f0c", Optional.of("llm/train-3"), Optional.of("main"), "nvidia.com/vf");
    private static final List<VfHolder> ALL =
            List.of(
                    POD,
                    VfHolder.process(VfHolder.VFIO, 4711, "qemu-kvm", "/dev/vfio/31"),
                    VfHolder.master("ens3v0", "bond1"),
                    VfHolder.address("ens3v0", "10.1.1.1"),
                    VfHolder.claim("/var/run/netns/cni-1"),
                    VfHolder.elsewhere("iavf"));

    @Test
    void holdersGoThereAndBack() throws Exception {
        NodeInventory inventory = host(vf -> vf.heldBy(ALL.toArray(VfHolder[]::new)));

        assertThat(read(json(inventory))).isEqualTo(inventory);
        assertThat(json(inventory))
                .contains(
                        """
                        "inUse":true,"holders":[{"kind":"kubelet","name":"llm/train-3","podUid":"5f0c",\
                        "container":"main","resource":"nvidia.com/vf"},\
                        {"kind":"vfio","name":"qemu-kvm","pid":4711,"through":"/dev/vfio/31"},\
                        {"kind":"master","name":"bond1","through":"ens3v0"},\
                        {"kind":"address","name":"10.1.1.1","through":"ens3v0"},\
                        {"kind":"cni","name":"/var/run/netns/cni-1"},{"kind":"netns","name":"iavf"}]\
                        """);
    }

    @Test
    void freeIsSaidAndUnknownIsLeftOut() throws Exception {
        NodeInventory free = host(VfDraft::free);
        NodeInventory unknown = host(vf -> {});

        assertThat(json(free)).contains("\"inUse\":false").doesNotContain("holders");
        assertThat(read(json(free))).isEqualTo(free);
        assertThat(json(unknown)).doesNotContain("inUse", "holders");
        assertThat(use(read(json(unknown)))).isEqualTo(new VfUse.Unknown());
    }

    @Test
    void aKindOfANewerAgentIsAHolder() throws Exception {
        String json = json(host(vf -> vf.heldBy(POD))).replace("\"kubelet\"", "\"borrowed\"");

        assertThat(use(read(json)).inUse()).contains(true);
        assertThat(use(read(json)).holders())
                .extracting(VfHolder::kind)
                .containsExactly("borrowed");
    }

    @Test
    void theDigestSeesWhoHoldsAVf() {
        assertThat(
                        List.of(
                                InventoryJson.digest(host(vf -> {})),
                                InventoryJson.digest(host(VfDraft::free)),
                                InventoryJson.digest(host(vf -> vf.heldBy(POD))),
                                InventoryJson.digest(host(vf -> vf.heldBy(ALL.get(1))))))
                .doesNotHaveDuplicates();
    }

    @Test
    void holdersThatAreNamedComeBeforeTraces() {
        VfUse use = new VfUse.Held(ALL.reversed());

        assertThat(use.holders()).containsExactlyElementsOf(ALL);
        assertThat(POD.detail()).contains("container main, nvidia.com/vf, uid 5f0c");
        assertThat(ALL.get(1).detail()).contains("pid 4711, /dev/vfio/31");
    }

    private static NodeInventory host(Consumer<VfDraft> change) {
        HostDraft host = Inventories.healthyHost();
        return host.pf(0, pf -> pf.vf(0, change)).build();
    }

    private static VfUse use(NodeInventory inventory) {
        return inventory.virtualFunctions().map(VirtualFunction::use).findFirst().orElseThrow();
    }

    private static String json(NodeInventory inventory) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InventoryJson.write(inventory, out, false);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static NodeInventory read(String json) throws Exception {
        return InventoryJson.readInventory(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
