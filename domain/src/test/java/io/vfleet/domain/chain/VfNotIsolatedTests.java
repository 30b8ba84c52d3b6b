package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.IommuGroup.Member;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.UpstreamPort;
import io.vfleet.domain.inventory.UpstreamPort.Acs;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VfNotIsolatedTests {

    private static final String CHECK = "vf-not-isolated";
    private static final String ROOT = "0000:80:01.0";

    /// PF 0, its VFs and the root port in one group, as where the port has no ACS.
    private static HostDraft merged(UpstreamPort... upstream) {
        return Inventories.healthyHost()
                .pf(0, pf -> pf.upstream(upstream).eachVf(vf -> vf.iommuGroup(27)))
                .iommu(iommu ->
                        Examined.joined(iommu, 27, new Member(address(ROOT), code("060400"))));
    }

    private static PciAddress address(String text) {
        return PciAddress.parse(text);
    }

    private static Optional<String> code(String text) {
        return Optional.of(text);
    }

    @Test
    void vfsInTheirPfsGroupAreBroken() {
        Examined examined = Examined.of(merged(Inventories.portWithoutAcs(ROOT, "root-port")));

        Finding finding = examined.only(CHECK);
        assertThat(examined.verdict()).isEqualTo(LinkState.BROKEN);
        assertThat(examined.at()).contains(Link.FIRMWARE);
        assertThat(finding.subject()).isEqualTo(new Subject.Pf(Examined.PF0));
        assertThat(finding.confidence()).isEqualTo(Confidence.PROOF);
        assertThat(finding.cause())
                .contains("the PF 0000:81:00.0, its 4 VFs (0000:81:00.2, ")
                .contains("and the root port 0000:80:01.0 (no ACS capability).")
                .contains("at fault is the root port 0000:80:01.0: no ACS capability")
                .doesNotContain("27");
        assertThat(finding.evidence().getFirst())
                .isEqualTo(
                        Evidence.of(
                                "/sys/bus/pci/devices/0000:81:00.2/iommu_group/devices",
                                "0000:80:01.0, 0000:81:00.0, 0000:81:00.2, 0000:81:00.3,"
                                        + " 0000:81:00.4, 0000:81:00.5",
                                "the VF alone, bridges aside"));
        assertThat(finding.evidence().getLast().path())
                .isEqualTo("/sys/bus/pci/devices/0000:80:01.0/config");
    }

    @Test
    void theOtherPortOfTheCardIsFine() {
        Examined examined = Examined.of(merged(Inventories.portWithoutAcs(ROOT, "root-port")));

        assertThat(examined.pf(0).verdict().state()).isEqualTo(LinkState.BROKEN);
        assertThat(examined.pf(1).verdict().state()).isEqualTo(LinkState.OK);
    }

    @Test
    void waivedIsolationMakesItAWarning() {
        Examined examined =
                Examined.of(
                        merged(Inventories.portWithoutAcs(ROOT, "root-port")),
                        Examined.isolationWaived());

        assertThat(examined.verdict()).isEqualTo(LinkState.WARN);
        assertThat(examined.only(CHECK).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void underAHypervisorItIsLessSure() {
        Finding finding =
                Examined.of(merged(Inventories.portWithoutAcs(ROOT, "root-port")).hypervisor(true))
                        .only(CHECK);

        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(Examined.commands(finding).get(1))
                .startsWith("BIOS")
                .contains("or give the VM a vIOMMU");
    }

    @Test
    void twoVfsInOneGroupAreBrokenWithoutTheirPf() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost().pf(0, pf -> pf.vf(1, vf -> vf.iommuGroup(100))));

        assertThat(examined.only(CHECK).cause())
                .contains("holds 2 VFs of 0000:81:00.0 (0000:81:00.2, 0000:81:00.3).")
                .contains(
                        "not known (/sys/bus/pci/devices/0000:81:00.0: every upstream port passes");
    }

    @Test
    void aStrangerInTheGroupIsEnough() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost()
                                .pf(0, pf -> pf.vf(0, vf -> vf.iommuGroup(7)))
                                .iommu(iommu ->
                                        Examined.joined(
                                                iommu,
                                                7,
                                                new Member(
                                                        address("0000:82:00.0"), code("010802")))));

        assertThat(examined.only(CHECK).cause()).contains("other functions (0000:82:00.0)");
    }

    @Test
    void bridgesInTheGroupHarmNobody() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost()
                                .iommu(iommu ->
                                        Examined.joined(
                                                iommu,
                                                100,
                                                new Member(address(ROOT), code("060400")))));

        assertThat(examined.verdict()).isEqualTo(LinkState.OK);
    }

    @Test
    void pfsMayShareAGroupAsLongAsVfsAreAlone() {
        Examined examined = Examined.of(Inventories.healthyHost().pf(1, pf -> pf.iommuGroup(27)));

        assertThat(examined.verdict()).isEqualTo(LinkState.OK);
    }

    @Test
    void groupZeroIsAGroupLikeAnyOther() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost().pf(0, pf -> pf.vf(0, vf -> vf.iommuGroup(0))));

        assertThat(examined.verdict()).isEqualTo(LinkState.OK);
    }

    @Test
    void theLinksProveSharingWhereTheListCouldNotBeRead() {
        Examined examined =
                Examined.of(
                        merged(Inventories.portWithoutAcs(ROOT, "root-port"))
                                .iommu(Examined.unlisted())
                                .gap("/sys/kernel/iommu_groups", "not captured"));

        assertThat(examined.only(CHECK).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void loneVfsOfUnreadGroupsAreUnknown() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost()
                                .gap("/sys/kernel/iommu_groups/100/devices", "EIO"));

        assertThat(examined.verdict()).isEqualTo(LinkState.UNKNOWN);
        assertThat(examined.unknowns(CHECK))
                .containsExactly(
                        new Unanswered(
                                CHECK,
                                new Subject.Pf(Examined.PF0),
                                "/sys/bus/pci/devices/0000:81:00.2/iommu_group/devices",
                                "EIO"));
    }

    @Test
    void aMemberOfUnreadClassMayBeABridge() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost()
                                .iommu(iommu ->
                                        Examined.joined(
                                                iommu,
                                                100,
                                                new Member(address(ROOT), Optional.empty()))));

        assertThat(examined.state(Link.FIRMWARE)).isEqualTo(LinkState.UNKNOWN);
        assertThat(examined.unknowns(CHECK).getFirst().path()).endsWith("0000:80:01.0/class");
    }

    @Test
    void aVfWithoutItsLinkIsUnknownWhereItCouldNotBeRead() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost()
                                .pf(0, pf -> pf.vf(0, vf -> vf.noIommuGroup()))
                                .gap("/sys/bus/pci/devices/0000:81:00.2", "gone"));

        assertThat(examined.state(Link.FIRMWARE)).isEqualTo(LinkState.UNKNOWN);
        assertThat(examined.state(0, Link.FIRMWARE)).isEqualTo(LinkState.UNKNOWN);
        assertThat(examined.state(1, Link.FIRMWARE)).isEqualTo(LinkState.OK);
    }

    @Test
    void aVfInNoGroupIsBrokenWhereTheIommuIsOn() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost().pf(0, pf -> pf.vf(0, vf -> vf.noIommuGroup())));

        assertThat(examined.only(CHECK).cause()).contains("1 VF of 0000:81:00.0 is in no IOMMU");
        assertThat(examined.at()).contains(Link.FIRMWARE);
    }

    @Test
    void aGroupThatVfioMadeUpIsolatesNobody() {
        Examined examined = Examined.of(Inventories.healthyHost().iommu(Examined.madeUp()));

        assertThat(examined.all(CHECK)).hasSize(2);
        assertThat(examined.all(CHECK).getFirst().evidence().getFirst().value())
                .isEqualTo("vfio-noiommu");
    }

    @Test
    void unreadNamesOfGroupsMayHaveSaidSo() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost()
                                .gap("/sys/kernel/iommu_groups/100/name", "EACCES"));

        assertThat(examined.verdict()).isEqualTo(LinkState.UNKNOWN);
    }

    @Test
    void withoutVfsThereIsNothingToIsolate() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost().eachPf(pf -> pf.vfs(0)),
                        Examined.desired(Examined.PF0, 0));

        assertThat(examined.all(CHECK)).isEmpty();
        assertThat(examined.unknowns(CHECK)).isEmpty();
        assertThat(examined.state(Link.FIRMWARE)).isEqualTo(LinkState.NOT_APPLICABLE);
    }

    @Test
    void vfsThatWereCountedAndNotListedAreUnknown() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost()
                                .pf(0, pf -> pf.vfs(0).numVfs(4))
                                .gap("/sys/bus/pci/devices/0000:81:00.0/virtfn*", "0 of 4"));

        assertThat(examined.state(0, Link.FIRMWARE)).isEqualTo(LinkState.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "root-port, 0x5f, 0x1c, source validation",
        "root-port, 0x1d, 0x11, 'request redirect, completion redirect'",
        "downstream-port, 0x5f, 0x0d, upstream forwarding",
    })
    void aPortWithABitSwitchedOffIsAtFault(String type, int capability, int control, String bits) {
        UpstreamPort port = Inventories.port(ROOT, type, new Acs(capability, control));

        Finding finding = Examined.of(merged(port)).only(CHECK);

        assertThat(finding.cause()).contains("ACS with " + bits + " switched off");
    }

    @ParameterizedTest
    @CsvSource({"0x5f, 0x1d", "0x5f, 0x5d", "0x01, 0x01", "0x00, 0x00"})
    void onlyBitsThatThePortHasAreAskedOfIt(int capability, int control) {
        UpstreamPort port = Inventories.port(ROOT, "root-port", new Acs(capability, control));

        assertThat(Examined.of(merged(port)).only(CHECK).cause())
                .contains("every upstream port passes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"conventional", "pcie-to-pci-bridge", "pci-to-pcie-bridge"})
    void bridgesToConventionalPciKeepNobodyApart(String type) {
        UpstreamPort bridge = Inventories.portWithoutAcs("0000:81:1f.0", type);

        assertThat(Examined.of(merged(bridge, Inventories.rootPort(ROOT))).only(CHECK).cause())
                .contains("0000:81:1f.0: a bridge to conventional PCI keeps nobody apart");
    }

    @Test
    void theNearestFailingPortIsNamedAndASwitchsUpstreamPortPasses() {
        UpstreamPort above = Inventories.portWithoutAcs("0000:80:02.0", "upstream-port");
        UpstreamPort below = Inventories.portWithoutAcs("0000:80:03.0", "downstream-port");
        UpstreamPort root = Inventories.portWithoutAcs(ROOT, "root-port");

        assertThat(Examined.of(merged(above, below, root)).only(CHECK).cause())
                .contains("at fault is the downstream port 0000:80:03.0");
    }

    @Test
    void aPortThatCouldNotBeReadLeavesTheFindingStanding() {
        Examined examined =
                Examined.of(
                        merged(Inventories.portWithoutAcs(ROOT, "root-port"))
                                .gap(
                                        "/sys/bus/pci/devices/0000:80:01.0/config",
                                        "only 64 of 4096 bytes readable"));

        assertThat(examined.verdict()).isEqualTo(LinkState.BROKEN);
        assertThat(examined.only(CHECK).cause())
                .contains(
                        "not known (/sys/bus/pci/devices/0000:80:01.0/config: only 64 of 4096"
                                + " bytes readable)");
    }

    @Test
    void anArgumentThatSwitchesAcsOffIsToBeRemoved() {
        UpstreamPort port = Inventories.port(ROOT, "root-port", new Acs(0x5f, 0x11));
        Finding finding =
                Examined.of(
                                merged(port)
                                        .commandLine(
                                                "intel_iommu=on pci=disable_acs_redir=pci:8086:1"))
                        .only(CHECK);

        assertThat(Examined.commands(finding))
                .anyMatch(step -> step.contains("--remove-args=\"pci=disable_acs_redir=pci:8086:1"))
                .noneMatch(step -> step.contains("pcie_acs_override"));
    }

    @Test
    void manySharedGroupsAreToldShortly() {
        HostDraft host = Inventories.host(1, 20);
        for (int index = 0; index < 20; index++) {
            int pair = 500 + index / 2;
            int vf = index;
            host.pf(0, pf -> pf.vf(vf, one -> one.iommuGroup(pair)));
        }

        Finding finding = Examined.of(host).only(CHECK);

        assertThat(finding.cause()).contains("7 more groups like it");
        assertThat(finding.evidence()).hasSize(3);
    }

    @Test
    void aQuirkedPortWithoutAcsIsNoFindingWhileVfsAreAlone() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost()
                                .eachPf(pf ->
                                        pf.upstream(
                                                Inventories.portWithoutAcs(ROOT, "root-port"))));

        assertThat(examined.verdict()).isEqualTo(LinkState.OK);
    }
}
