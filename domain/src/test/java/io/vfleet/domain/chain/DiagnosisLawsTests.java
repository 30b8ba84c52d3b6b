package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.testing.VfDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What holds for every host, however it is broken.
class DiagnosisLawsTests {

    private static final String PCI = "/sys/bus/pci/devices/";
    private static final String GROUPS = "/sys/kernel/iommu_groups";

    /// A host and what is wanted of it.
    private record Case(String name, NodeInventory host, Expectations wanted) {

        static Case of(String name, HostDraft host) {
            return new Case(name, host.build(), Breakages.wanted());
        }

        static Case of(HostFile file) {
            return new Case(file.toString(), file.inventory(), file.expectations());
        }

        Diagnosis examine() {
            return examine(UnaryOperator.identity());
        }

        Diagnosis examine(UnaryOperator<NodeInventory> reshaped) {
            return Chain.standard().examine(reshaped.apply(host), wanted);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Case> hosts() {
        Stream<Case> broken =
                Stream.of(Breakages.values())
                        .map(breakage -> Case.of(breakage.name(), breakage.host()));
        Stream<Case> others =
                Stream.of(
                        Case.of("healthy", Inventories.healthyHost()),
                        Case.of("untidy", Breakages.untidy()));
        Stream<Case> told =
                Stream.concat(HostFile.all().stream(), UnusualHostTests.hosts().stream())
                        .map(Case::of);
        return Stream.of(broken, others, told).flatMap(cases -> cases).toList();
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
                .allSatisfy(one ->
                        assertThat(one.examine(Reshaped.renumbered()::of))
                                .isEqualTo(one.examine()));
    }

    @Test
    void theOrderOfListsMeansNothing() {
        assertThat(hosts())
                .allSatisfy(one ->
                        assertThat(one.examine(Reshaped.reversed()::of)).isEqualTo(one.examine()));
    }

    @Test
    void theNamesOfInterfacesMeanNothing() {
        assertThat(hosts())
                .allSatisfy(one ->
                        assertThat(
                                        Reshaped.namedBack(
                                                one.examine(Reshaped.renamed()::of).toString()))
                                .isEqualTo(one.examine().toString()));
    }

    /// But to the check that asks how many there are.
    @Test
    void theAddressesOfFunctionsMeanNothing() {
        assertThat(HostFile.all())
                .filteredOn(file -> !file.toString().startsWith(BusNumbersShort.ID))
                .allSatisfy(file -> {
                    JsonTree document = file.document();
                    document.eachText(DiagnosisLawsTests::moved);
                    Case there =
                            new Case(
                                    file.toString(),
                                    HostFile.inventory(document.toString()),
                                    moved(file.expectations()));
                    assertThat(there.examine().toString())
                            .isEqualTo(moved(Case.of(file).examine().toString()));
                });
    }

    private static String moved(String text) {
        return text.replace("0000:8", "0001:2");
    }

    private static Expectations moved(Expectations wanted) {
        Map<PciAddress, Integer> moved = new HashMap<>();
        wanted.desiredVfs()
                .forEach((pf, count) -> moved.put(PciAddress.parse(moved(pf.toString())), count));
        return wanted.withDesiredVfs(moved);
    }

    @Test
    void unrelatedDevicesMeanNothing() {
        assertThat(HostFile.all())
                .allSatisfy(file -> {
                    JsonTree document = file.document();
                    document.set("otherNetworkFunctions[+]", card("0000:04:00.0", "020000", "tg3"));
                    document.set("physicalFunctions[+]", card("0000:c1:00.0", "010802", "nvme"));
                    Case among =
                            new Case(
                                    file.toString(),
                                    HostFile.inventory(document.toString()),
                                    file.expectations());
                    assertThat(among.examine().links()).isEqualTo(Case.of(file).examine().links());
                });
    }

    private static Map<String, Object> card(String address, String classCode, String driver) {
        return Map.of(
                "address",
                address,
                "classCode",
                classCode,
                "driver",
                driver,
                "netdevs",
                List.of(),
                "rdmaDevices",
                List.of());
    }

    @Test
    void everyFindingHasProofAndCureAndNamesNoGroupNumber() {
        assertThat(hosts().stream().flatMap(one -> one.examine().findings()))
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
        losses.put("functions", host -> host.gap("/sys/bus/pci/devices", "EACCES"));
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
