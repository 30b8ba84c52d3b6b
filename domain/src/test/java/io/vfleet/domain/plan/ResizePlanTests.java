package io.vfleet.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.UpstreamPort;
import io.vfleet.domain.inventory.VfCountOwner;
import io.vfleet.domain.inventory.VfHolder;
import io.vfleet.domain.sizing.Answer;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ResizePlanTests {

    private static final VfHolder VM = VfHolder.process("vfio", 4711, "qemu", "/dev/vfio/12");

    private static HostDraft host(int vfs) {
        return Inventories.healthyHost().eachPf(pf -> pf.vfs(vfs).eachVf(vf -> vf.free()));
    }

    private static ResizePlan plan(HostDraft draft, int numVfs) {
        NodeInventory host = draft.build();
        return ResizePlan.of(host, host.physicalFunctions().getFirst(), numVfs);
    }

    private static GateOutlook gate(ResizePlan plan, String id) {
        return plan.gates().stream()
                .filter(gate -> gate.gate().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyVfIsDestroyedAndItsHolderNamed() {
        ResizePlan plan = plan(host(4).pf(0, pf -> pf.vf(2, vf -> vf.heldBy(VM))), 8);

        assertThat(plan.destroyed()).hasSize(4);
        assertThat(plan.destroyed().get(2).use().holders()).containsExactly(VM);
        GateOutlook inUse = gate(plan, "G7");
        assertThat(inUse.verdict()).isEqualTo(GateOutlook.Verdict.REFUSED);
        assertThat(inUse.detail()).contains("vfio qemu");
        assertThat(gate(plan(host(4), 8), "G7").verdict()).isEqualTo(GateOutlook.Verdict.PASSED);
    }

    @Test
    void useThatNobodyCouldTellIsUnknownAndNeverFree() {
        ResizePlan plan = plan(Inventories.healthyHost().eachPf(pf -> pf.vfs(4)), 8);

        assertThat(plan.destroyed()).allSatisfy(vf -> assertThat(vf.use().inUse()).isEmpty());
        assertThat(gate(plan, "G7").verdict()).isEqualTo(GateOutlook.Verdict.UNKNOWN);
        for (String file : List.of("virtfn*", "sriov_numvfs")) {
            String path = "/sys/bus/pci/devices/0000:81:00.0/" + file;
            ResizePlan unread = plan(host(0).gap(path, "denied"), 8);
            assertThat(gate(unread, "G7").verdict()).isEqualTo(GateOutlook.Verdict.UNKNOWN);
            assertThat(gate(unread, "G7").detail()).contains("denied");
        }
    }

    @Test
    void sameCountDestroysNothingAndWritesNothing() {
        ResizePlan plan = plan(host(4), 4);

        assertThat(plan.destroyed()).isEmpty();
        assertThat(plan.steps()).contains("write nothing").noneMatch(it -> it.contains("numvfs"));
    }

    @Test
    void countGoesThroughZeroWhereThereAreVfs() {
        assertThat(writes(plan(host(4), 8))).containsExactly("write 0", "write 8");
        assertThat(writes(plan(host(0), 8))).containsExactly("write 8");
        assertThat(writes(plan(host(4), 0))).containsExactly("write 0");
        assertThat(writes(plan(host(4).eachPf(pf -> pf.noNumVfs()), 8)))
                .containsExactly("write 0", "write 8");
    }

    private static List<String> writes(ResizePlan plan) {
        return plan.steps().stream()
                .filter(step -> step.endsWith("sriov_numvfs"))
                .map(step -> step.substring(0, step.indexOf(" to ")))
                .toList();
    }

    @Test
    void moreThanTheCardOffersIsForetold() {
        ResizePlan plan = plan(host(4), 9);

        assertThat(plan.room().answer()).isEqualTo(Answer.NO);
        assertThat(gate(plan, "G12").verdict()).isEqualTo(GateOutlook.Verdict.REFUSED);
        assertThat(gate(plan, "G12").detail()).contains("total-vfs");
    }

    @Test
    void othersWhoSetTheCountAreNamedUnlessTheyMeanAnotherPf() {
        var mine = owner("netplan", "/etc/netplan/50.yaml", Optional.empty());
        var other = owner("udev", "/etc/udev/rules.d/9.rules", Optional.of("0000:99:00.0"));
        var atBoot = owner("rc-local", "/etc/rc.local", Optional.empty());

        ResizePlan fought = plan(host(4).owners(mine, other), 8);
        ResizePlan bootOnly = plan(host(4).owners(atBoot), 8);

        assertThat(fought.rivals()).extracting(Rival::path).containsExactly(mine.path());
        assertThat(gate(fought, "G8").verdict()).isEqualTo(GateOutlook.Verdict.REFUSED);
        assertThat(bootOnly.rivals()).extracting(Rival::fights).containsExactly(false);
        assertThat(gate(bootOnly, "G8").verdict()).isEqualTo(GateOutlook.Verdict.PASSED);
        ResizePlan blind = plan(host(4).owners().gap("/etc/netplan", "denied"), 8);
        assertThat(gate(blind, "G8").verdict()).isEqualTo(GateOutlook.Verdict.UNKNOWN);
        assertThat(blind.rivalsNotKnown()).contains("/etc/netplan: denied");
    }

    private static VfCountOwner owner(String kind, String path, Optional<String> pf) {
        return new VfCountOwner(kind, path, pf.map(PciAddress::parse), OptionalInt.of(16));
    }

    @Test
    void isolationFollowsFromVfsOrElseFromThePortsAbove() {
        assertThat(plan(host(4), 8).isolation().isolated()).contains(true);
        assertThat(plan(host(4).eachPf(pf -> pf.eachVf(vf -> vf.iommuGroup(7))), 8).isolation())
                .satisfies(it -> assertThat(it.isolated()).contains(false));
        assertThat(plan(host(4).iommuOffInKernel(), 8).isolation().isolated()).contains(false);
        assertThat(plan(host(0), 8).isolation().isolated()).contains(true);
        UpstreamPort bare = Inventories.portWithoutAcs("0000:80:01.0", "root-port");
        assertThat(plan(host(0).eachPf(pf -> pf.upstream(bare)), 8).isolation().isolated())
                .isEmpty();
    }

    @Test
    void whatNoReportTellsIsLeftToTheNode() {
        ResizePlan plan = plan(host(4), 8);

        for (String gate : List.of("G2", "G4", "G5", "G6", "G9", "G10", "G13", "hung-writer")) {
            assertThat(gate(plan, gate).verdict()).isEqualTo(GateOutlook.Verdict.NODE_ASKS);
            assertThat(gate(plan, gate).detail()).contains("the node will ask");
        }
    }

    @Test
    void planIsStaleOnceAFactItStandsOnMoves() {
        ResizePlan before = plan(host(4), 8);

        assertThat(Moved.between(before.madeOn(), plan(host(4), 8).madeOn())).isEmpty();
        assertThat(Moved.between(before.madeOn(), plan(host(3), 8).madeOn()))
                .extracting(Moved::fact)
                .contains("numVfs")
                .anyMatch(fact -> fact.startsWith("vf "));
        ResizePlan held = plan(host(4).pf(0, pf -> pf.vf(0, vf -> vf.heldBy(VM))), 8);
        assertThat(Moved.between(before.madeOn(), held.madeOn()))
                .singleElement()
                .satisfies(moved -> {
                    assertThat(moved.planned()).contains("free");
                    assertThat(moved.now()).contains("held by vfio qemu");
                });
        assertThat(Moved.between(before.madeOn(), plan(host(4).bootId("other"), 8).madeOn()))
                .extracting(Moved::fact)
                .containsExactly("bootId");
    }
}
