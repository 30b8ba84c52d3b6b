package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.testing.VfDraft;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Both checks that read what a PF enforces on its VFs.
class VfAdminTests {

    private static final String DIFFERS = "vf-admin-differs";
    private static final String DISABLED = "vf-link-disabled";
    private static final String GAP = "rtnetlink:0000:81:00.0/vfinfo";
    private static final Subject SECOND =
            new Subject.Vf(Examined.PF0, PciAddress.parse("0000:81:00.3"));

    private static VfAdmin admin(int vlan, boolean trust, String linkState) {
        return new VfAdmin(
                Optional.of("00:00:00:00:00:00"),
                OptionalInt.of(vlan),
                OptionalInt.of(0),
                Optional.of(true),
                Optional.of(trust),
                Optional.of(linkState),
                OptionalInt.of(0),
                OptionalInt.of(0));
    }

    private static Expectations wanting(OptionalInt vlan, Optional<String> linkState) {
        Expectations none = Expectations.NONE;
        VfAdmin wanted =
                new VfAdmin(
                        Optional.empty(),
                        vlan,
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.of(false),
                        linkState,
                        OptionalInt.empty(),
                        OptionalInt.empty());
        return new Expectations(
                Optional.of("tenant"),
                none.desiredVfs(),
                none.vfsPerPf(),
                true,
                none.hugepages(),
                none.rdma(),
                Optional.of(wanted));
    }

    private static HostDraft second(VfAdmin admin) {
        return Inventories.healthyHost().pf(0, pf -> pf.vf(1, vf -> vf.admin(admin)));
    }

    @Test
    void aDifferenceFromTheExpectationIsAWarningWithEveryField() {
        Examined examined =
                Examined.of(
                        second(admin(100, true, "auto")),
                        wanting(OptionalInt.of(0), Optional.empty()));

        Finding finding = examined.only(DIFFERS);
        assertThat(examined.verdict()).isEqualTo(LinkState.WARN);
        assertThat(finding.subject()).isEqualTo(SECOND);
        assertThat(finding.symptom()).contains(Symptom.TRAFFIC_STAYS_ON_HOST);
        assertThat(finding.evidence())
                .containsExactly(
                        Evidence.of(GAP + "/1", "vlan 100, trust on", "vlan 0, trust off"));
        assertThat(Examined.commands(finding))
                .containsExactly(
                        "ip link set ens3f0 vf 1 vlan 0 qos 0",
                        "ip link set ens3f0 vf 1 trust off");
    }

    @Test
    void aDifferenceFromSiblingsAloneIsARemark() {
        Examined examined = Examined.of(second(admin(100, true, "auto")));

        assertThat(examined.only(DIFFERS).severity()).isEqualTo(Severity.INFO);
        assertThat(examined.only(DIFFERS).cause())
                .contains("vlan 100, trust on")
                .contains("most of its siblings have vlan 0, trust off");
        assertThat(examined.verdict()).isEqualTo(LinkState.OK);
    }

    @Test
    void twoVfsHaveNoMajority() {
        HostDraft host =
                Inventories.host(1, 2)
                        .pf(0, pf -> pf.vf(1, vf -> vf.admin(admin(100, true, "auto"))));

        assertThat(Examined.of(host).all(DIFFERS)).isEmpty();
    }

    @Test
    void halfOfTheVfsIsNoMajority() {
        HostDraft host =
                second(admin(100, false, "auto"))
                        .pf(0, pf -> pf.vf(2, vf -> vf.admin(admin(100, false, "auto"))));

        assertThat(Examined.of(host).all(DIFFERS)).isEmpty();
    }

    @Test
    void macsDifferByNature() {
        assertThat(Examined.of(Inventories.healthyHost()).all(DIFFERS)).isEmpty();
    }

    @Test
    void whatADriverDoesNotTellIsNoDifference() {
        VfAdmin silent =
                new VfAdmin(
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty());

        Examined examined =
                Examined.of(second(silent), wanting(OptionalInt.of(0), Optional.of("auto")));

        assertThat(examined.verdict()).isEqualTo(LinkState.OK);
    }

    @Test
    void aDisabledLinkIsAWarningOfItsOwn() {
        Examined examined = Examined.of(second(admin(0, false, "disable")));

        assertThat(examined.verdict()).isEqualTo(LinkState.WARN);
        assertThat(examined.only(DISABLED).subject()).isEqualTo(SECOND);
        assertThat(Examined.commands(examined.only(DISABLED)))
                .containsExactly("ip link set ens3f0 vf 1 state auto");
        assertThat(examined.all(DIFFERS)).isEmpty();
    }

    @Test
    void aLinkThatShallBeDisabledIsFine() {
        Examined examined =
                Examined.of(
                        second(admin(0, false, "disable")),
                        wanting(OptionalInt.empty(), Optional.of("disable")));

        assertThat(examined.all(DISABLED)).isEmpty();
        assertThat(examined.all(DIFFERS)).isEmpty();
    }

    @Test
    void notAskedIsNotUnknown() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost().eachPf(pf -> pf.adminNotAsked()),
                        wanting(OptionalInt.of(0), Optional.empty()));

        assertThat(examined.unknowns(DIFFERS)).isEmpty();
        assertThat(examined.unknowns(DISABLED)).isEmpty();
        assertThat(examined.verdict()).isEqualTo(LinkState.OK);
    }

    @Test
    void askedAndNotAnsweredIsListedAndHarmsNoLink() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost()
                                .pf(0, pf -> pf.adminNotAsked())
                                .gap(GAP, "EMSGSIZE"));

        assertThat(examined.unknowns(DIFFERS))
                .containsExactly(
                        new Unanswered(DIFFERS, new Subject.Pf(Examined.PF0), GAP, "EMSGSIZE"));
        assertThat(examined.unknowns(DISABLED)).hasSize(1);
        assertThat(examined.state(0, Link.VFS)).isEqualTo(LinkState.OK);
    }

    @Test
    void anAnswerWithoutSomeVfsIsListedOnce() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost()
                                .pf(0, pf -> pf.vf(2, VfDraft::noAdmin).vf(3, VfDraft::noAdmin))
                                .gap(GAP, "2 of 4 VFs answered"));

        assertThat(examined.unknowns(DIFFERS)).hasSize(1);
        assertThat(examined.unknowns(DISABLED)).hasSize(1);
    }
}
