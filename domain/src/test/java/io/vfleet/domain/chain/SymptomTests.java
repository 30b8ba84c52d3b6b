package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What people see has many causes: for each the host that has it, and the check that says so. A
/// host named with its check is one of that check's own, the others stand in `symptoms`.
class SymptomTests {

    private static final String TABLE =
            """
            numvfs-write-fails     erange-over-the-limit                          vf-write-failed              D20
            numvfs-write-fails     over-what-the-driver-passes-on                 vf-count-differs             D31
            numvfs-write-fails     over-what-the-firmware-offers                  vf-count-differs             D31
            numvfs-write-fails     vf-interrupts-short/none-left                  vf-interrupts-short          D21
            numvfs-write-fails     vf-interrupts-short/too-few                    vf-interrupts-short          D21
            numvfs-write-fails     enospc-interrupts                              vf-write-failed              D21
            numvfs-write-fails     enospc-queues                                  vf-write-failed              D21
            numvfs-write-fails     enospc-of-another-driver                       vf-write-failed              D21
            numvfs-write-fails     enomem-mmio                                    vf-write-failed              D24
            numvfs-write-fails     enomem-bus-numbers                             vf-write-failed              D24
            numvfs-write-fails     enomem-bus-numbers-of-old-kernels              vf-write-failed              D24
            numvfs-write-fails     enomem-bars                                    vf-write-failed              D24
            numvfs-write-fails     enomem-without-a-line                          vf-write-failed              D24
            numvfs-write-fails     vf-memory-unassigned/no-room-at-boot           vf-memory-unassigned         D13
            numvfs-write-fails     ebusy                                          vf-write-failed              D22
            numvfs-write-fails     enoent-no-driver                               vf-write-failed              D23
            numvfs-write-fails     no-driver-before-the-write                     pf-without-driver            D23
            numvfs-write-fails     held-by-vfio                                   pf-without-driver            D23
            numvfs-write-fails     eperm-i40e-resources                           vf-write-failed              D27
            numvfs-write-fails     eperm-ixgbe-traffic-classes                    vf-write-failed              D27
            numvfs-write-fails     eagain-i40e                                    vf-write-failed              D26
            numvfs-write-fails     eagain-ice                                     vf-write-failed              D26
            numvfs-write-fails     einval-bnxt                                    vf-write-failed              D27
            numvfs-write-fails     eio-of-the-firmware                            vf-write-failed              D27
            numvfs-write-fails     sriov-capability-contradicts/initial-is-not-total sriov-capability-contradicts D27
            numvfs-write-fails     shortfall-bnxt-port-down                       vf-write-failed              D25
            numvfs-write-fails     shortfall-bnxt-resources                       vf-write-failed              D25
            numvfs-write-fails     shortfall-without-a-line                       vf-write-failed              D25
            numvfs-write-fails     eopnotsupp-safe-mode                           vf-write-failed              D28
            numvfs-write-fails     pf-in-safe-mode/no-ddp-package                 pf-in-safe-mode              D28
            numvfs-write-fails     sriov-not-offered/firmware-offers-none         sriov-not-offered            D12
            numvfs-write-fails     sriov-not-offered/kernel-without-sriov         sriov-not-offered            D11
            numvfs-write-fails     erofs                                          vf-write-failed              D27
            numvfs-write-fails     eacces                                         vf-write-failed              D27
            numvfs-write-fails     no-answer                                      vf-write-failed              D32
            numvfs-write-fails     vf-count-write-hangs/hangs                     vf-count-write-hangs         D32
            numvfs-write-fails     an-unknown-errno                               vf-write-failed              D27
            vf-not-isolated        iommu-off-in-firmware                          iommu-off-in-firmware        D01
            vf-not-isolated        iommu-told-to-be-off                           iommu-off-in-kernel          D02
            vf-not-isolated        iommu-not-asked-for                            iommu-off-in-kernel          D02
            vf-not-isolated        iommu-asked-for-in-vain                        iommu-off-in-kernel          D03
            vf-not-isolated        acs-missing                                    vf-not-isolated              D08
            vf-not-isolated        acs-off                                        vf-not-isolated              D08
            vf-not-isolated        below-a-bridge-to-pci                          vf-not-isolated              D08
            vf-not-isolated        an-alias                                       vf-not-isolated              D08
            vf-not-isolated        acs-switched-off/by-setpci                     acs-switched-off             D10
            vf-not-isolated        unsafe-no-iommu/mode-on-and-used               unsafe-no-iommu              D05
            vf-not-isolated        interrupts-not-remapped/with-vms               interrupts-not-remapped      D06
            rdma-device-unusable   rdma-half-not-loaded                           rdma-device-missing          D43
            rdma-device-unusable   one-vf-without                                 rdma-device-missing          D43
            rdma-device-unusable   software-device-only                           rdma-device-missing          D43
            rdma-device-unusable   rdma-verbs-missing/no-uverbs                   rdma-verbs-missing           D44
            rdma-device-unusable   no-character-devices                           rdma-verbs-missing           D44
            rdma-device-unusable   vf-without-driver/autoprobe-off                vf-without-driver            D30
            rdma-device-unusable   vf-without-driver/probe-failed                 vf-without-driver            D29
            rdma-device-unusable   rdma-guid-zero/never-set                       rdma-guid-zero               D46
            rdma-device-unusable   rdma-port-down/no-subnet-manager               rdma-port-down               D47
            rdma-device-unusable   rdma-netns-exclusive/nobody-moves-it           rdma-netns-exclusive         D45
            traffic-stays-on-host  vlan-unlike-its-siblings                       vf-admin-differs             D49
            traffic-stays-on-host  trust-unlike-its-siblings                      vf-admin-differs             D49
            traffic-stays-on-host  spoofchk-unlike-its-siblings                   vf-admin-differs             D49
            traffic-stays-on-host  priority-unlike-its-siblings                   vf-admin-differs             D49
            traffic-stays-on-host  rate-against-the-profile                       vf-admin-differs             D49
            traffic-stays-on-host  link-state-disable                             vf-link-disabled             D50
            traffic-stays-on-host  pf-link-down/cable-pulled                      pf-link-down                 A5.2
            traffic-stays-on-host  vf-mac-differs/another-mac                     vf-mac-differs               A5.2
            traffic-stays-on-host  vf-address-twice/same-mac                      vf-address-twice             A5.2
            traffic-stays-on-host  address-on-other-node/same-mac                 address-on-other-node        A5.2
            traffic-stays-on-host  vf-leftovers/crashed-cni                       vf-leftovers                 D49
            traffic-stays-on-host  representor-alone/part-of-nothing              representor-alone            D34
            traffic-stays-on-host  vf-frames-dropped/mdd-on-ice                   vf-frames-dropped            D51
            traffic-stays-on-host  vf-frames-dropped/spoofed-on-ixgbe             vf-frames-dropped            D51
            traffic-stays-on-host  vf-mtu-differs/longer                          vf-mtu-differs               D40
            half-performance       pcie-link-slow/old-slot                        pcie-link-slow               D15
            half-performance       pcie-errors/storm                              pcie-errors                  D17
            half-performance       numa-node-unknown/two-sockets                  numa-node-unknown            D42
            half-performance       iommu-not-passthrough/by-default               iommu-not-passthrough        D07
            half-performance       vf-mtu-differs/shorter                         vf-mtu-differs               D40
            half-performance       vf-rate-limited/slower-than-the-port           vf-rate-limited              D40
            half-performance       vf-queues-few/too-many-vfs                     vf-queues-few                D61
            half-performance       hugepages-fewer-than-asked-for                 hugepages-short              D41
            half-performance       hugepages-on-other-node/for-dpdk               hugepages-on-other-node      D42
            half-performance       hugepages-used-up/none-on-its-node             hugepages-used-up            D40
            vf-reset-panic         crash-with-vfs/frames-of-sriov                 crash-with-vfs               D53
            vf-reset-panic         crash-with-vfs/near-a-change                   crash-with-vfs               D53
            vf-reset-panic         rebooted-after-an-operation                    reboot-after-vf-operation    D53
            vf-reset-panic         vf-reset-stuck/held-by-a-vm                    vf-reset-stuck               D52
            vf-reset-panic         vf-reset-stuck/i40e                            vf-reset-stuck               D52
            vf-reset-panic         known-bad-combination/ice-resets-its-vfs       known-bad-combination        D54
            """;

    record Cause(String symptom, String host, String check, String reference) {}

    static List<Cause> causes() {
        return TABLE.lines()
                .map(line -> line.strip().split(" +"))
                .map(word -> new Cause(word[0], word[1], word[2], word[3]))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("causes")
    void theCauseIsNamed(Cause cause) {
        HostFile host = HostFile.at(folder(cause) + ".host");

        Diagnosis diagnosis = Chain.standard().examine(host.inventory(), host.expectations());

        assertThat(
                        diagnosis.links().stream()
                                .flatMap(link -> link.findings().stream())
                                .flatMap(SymptomTests::withConsequences)
                                .map(SymptomTests::named))
                .as(host.told())
                .contains("%s %s %s".formatted(cause.symptom, cause.check, cause.reference));
    }

    @Test
    void everySymptomIsThere() {
        assertThat(causes().stream().map(Cause::symptom).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Symptom.values()).map(Symptom::id).toList());
    }

    /// The three ENOMEM are told apart, not only counted.
    @Test
    void theSameErrnoHasAnotherSentenceForEachOfItsCauses() {
        List<String> sentences =
                causes().stream()
                        .filter(cause -> cause.host.startsWith("enomem"))
                        .map(cause -> HostFile.at(folder(cause) + ".host"))
                        .map(host ->
                                Chain.standard().examine(host.inventory(), host.expectations()))
                        .flatMap(diagnosis -> diagnosis.links().stream())
                        .flatMap(link -> link.findings().stream())
                        .filter(finding -> finding.check().equals(VfWriteFailed.ID))
                        .map(Finding::cause)
                        .distinct()
                        .toList();

        assertThat(sentences).hasSize(4);
    }

    @Test
    void pfsMayShareAGroupAsLongAsTheirVfsDoNot() {
        HostFile host = HostFile.at("symptoms/none/pfs-share-a-group.host");

        assertThat(
                        Chain.standard()
                                .examine(host.inventory(), host.expectations())
                                .verdict()
                                .state())
                .isEqualTo(LinkState.OK);
    }

    private static String folder(Cause cause) {
        return cause.host.contains("/")
                ? "hosts/" + cause.host
                : "symptoms/" + cause.symptom + "/" + cause.host;
    }

    private static Stream<Finding> withConsequences(Finding finding) {
        return Stream.concat(
                Stream.of(finding),
                finding.consequences().stream().flatMap(SymptomTests::withConsequences));
    }

    private static String named(Finding finding) {
        return "%s %s %s"
                .formatted(
                        finding.symptom().map(Symptom::id).orElse("none"),
                        finding.check(),
                        finding.reference());
    }
}
