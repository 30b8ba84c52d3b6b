package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.testing.VfDraft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What holds for every host, however it is broken.
class DiagnosisLawsTests {

    private static final String PCI = "/sys/bus/pci/devices/";
    private static final String GROUPS = "/sys/kernel/iommu_groups";

    private static Stream<NodeInventory> hosts() {
        Stream<NodeInventory> broken =
                Stream.of(Breakages.values()).map(breakage -> breakage.host().build());
        return Stream.concat(
                broken, Stream.of(Inventories.healthyHost().build(), Breakages.untidy().build()));
    }

    private static Diagnosis examine(NodeInventory host) {
        return Chain.standard().examine(host, Breakages.wanted());
    }

    @ParameterizedTest
    @EnumSource
    void everyBreakageBreaksAndIsFoundOnce(Breakages breakage) {
        Diagnosis diagnosis = examine(breakage.host().build());

        assertThat(diagnosis.verdict().state()).isEqualTo(LinkState.BROKEN);
        assertThat(diagnosis.findings())
                .extracting(finding -> finding.check() + finding.subject())
                .doesNotHaveDuplicates();
    }

    @Test
    void theNumbersOfGroupsMeanNothing() {
        assertThat(hosts())
                .allSatisfy(host ->
                        assertThat(examine(Reshaped.renumbered().of(host)))
                                .isEqualTo(examine(host)));
    }

    @Test
    void theOrderOfListsMeansNothing() {
        assertThat(hosts())
                .allSatisfy(host ->
                        assertThat(examine(Reshaped.reversed().of(host))).isEqualTo(examine(host)));
    }

    @Test
    void theNamesOfInterfacesMeanNothing() {
        assertThat(hosts())
                .allSatisfy(host ->
                        assertThat(examine(Reshaped.renamed().of(host))).isEqualTo(examine(host)));
    }

    @Test
    void everyFindingHasProofAndCureAndNamesNoGroupNumber() {
        assertThat(hosts().flatMap(host -> examine(host).findings()))
                .isNotEmpty()
                .allSatisfy(finding -> {
                    assertThat(finding.evidence()).isNotEmpty();
                    assertThat(finding.fix().isEmpty() && finding.severity() != Severity.INFO)
                            .isFalse();
                    assertThat(finding.cause()).endsWith(".").doesNotContainPattern("group \\d");
                });
    }

    @ParameterizedTest
    @EnumSource
    void aLostFactNeverMakesABrokenHostLookFine(Breakages breakage) {
        losses().forEach((fact, lose) -> {
            HostDraft host = breakage.host();
            lose.accept(host);
            assertThat(examine(host.build()).verdict().state())
                    .as("%s without %s", breakage, fact)
                    .isIn(LinkState.BROKEN, LinkState.UNKNOWN);
        });
    }

    @Test
    void aLostFactNeverMakesAHealthyHostLookBroken() {
        losses().forEach((fact, lose) -> {
            HostDraft host = Inventories.healthyHost();
            lose.accept(host);
            assertThat(examine(host.build()).verdict().state())
                    .as(fact)
                    .isIn(LinkState.OK, LinkState.UNKNOWN);
        });
    }

    /// Every fact that a check looks at: how to take it away, with its gap.
    private static Map<String, Consumer<HostDraft>> losses() {
        Map<String, Consumer<HostDraft>> losses = new LinkedHashMap<>();
        losses.put("tables", host -> host.acpiTables().gap("/sys/firmware/acpi/tables", "EACCES"));
        losses.put("units", host -> host.iommuUnits().gap("/sys/class/iommu", "EACCES"));
        losses.put("groups", host -> host.iommu(Examined.unlisted()).gap(GROUPS, "EACCES"));
        losses.put(
                "members",
                host -> host.iommu(DiagnosisLawsTests::memberless).gap(GROUPS + "/27", "EIO"));
        losses.put("command line", host -> host.noCommandLine().gap("/proc/cmdline", "EACCES"));
        losses.put("cpu", host -> host.noCpuVendor().gap("/proc/cpuinfo", "EACCES"));
        losses.put("modules", host -> host.modules().gap("/proc/modules", "EACCES"));
        losses.put("hugepages", host -> host.hugepages().gap("/sys/kernel/mm/hugepages", "EACCES"));
        losses.put("boot id", HostDraft::noBootId);
        losses.put(
                "PF's driver",
                host -> host.pf(0, pf -> pf.noDriver()).gap(PCI + "0000:81:00.0/driver", "EIO"));
        losses.put(
                "count",
                host ->
                        host.pf(0, pf -> pf.noNumVfs())
                                .gap(PCI + "0000:81:00.0/sriov_numvfs", "hung"));
        losses.put(
                "PF's group",
                host ->
                        host.pf(0, pf -> pf.noIommuGroup())
                                .gap(PCI + "0000:81:00.0/iommu_group", "EIO"));
        losses.put(
                "admin state",
                host ->
                        host.eachPf(pf -> pf.adminNotAsked())
                                .gap("rtnetlink:0000:81:00.0/vfinfo", "EPERM"));
        losses.put(
                "path to the root",
                host ->
                        host.eachPf(pf -> pf.upstream())
                                .gap("realpath:" + PCI + "0000:81:00.0", "not captured"));
        losses.put("every VF's group", host -> each(host, "iommu_group", VfDraft::noIommuGroup));
        losses.put("every VF's driver", host -> each(host, "driver", VfDraft::noDriver));
        losses.put("every VF's devices", host -> each(host, "infiniband", VfDraft::rdmaDevices));
        losses.put("every VF's interface", host -> each(host, "net", VfDraft::netdevs));
        return losses;
    }

    private static Iommu memberless(Iommu iommu) {
        return new Iommu(
                iommu.acpiTables(),
                iommu.units(),
                iommu.interruptRemapping(),
                iommu.unsafeNoIommu(),
                iommu.groups().stream().map(DiagnosisLawsTests::memberless).toList(),
                iommu.groupCount());
    }

    private static IommuGroup memberless(IommuGroup group) {
        List<IommuGroup.Member> members =
                group.id() == 27 ? List.of() : new ArrayList<>(group.members());
        return new IommuGroup(group.id(), group.type(), group.name(), members);
    }

    private static void each(HostDraft host, String file, Consumer<VfDraft> lose) {
        host.eachPf(pf -> pf.eachVf(lose));
        host.build().virtualFunctions().forEach(vf -> host.gap(vf.path(file), "EIO"));
    }
}
