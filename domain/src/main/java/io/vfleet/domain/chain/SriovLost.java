package io.vfleet.domain.chain;

import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// SR-IOV that was switched off in a card's firmware or in the BIOS leaves a network function like
/// any other: no file, no capability, no PF.
final class SriovLost implements Check {

    static final String ID = "sriov-lost";

    private static final CheckInfo INFO =
            CheckInfo.critical(
                            ID,
                            "D11",
                            Link.FIRMWARE,
                            "Does every card of which VFs were there or are wanted still do"
                                    + " SR-IOV?")
                    .showing(Symptom.NUMVFS_WRITE_FAILS);
    private static final String TOTAL = "sriov_totalvfs";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Stream<Conclusion> examine(Examination host) {
        Stream<Conclusion> kept =
                host.pfs().stream()
                        .filter(pf -> pf.sriov().isPresent() && host.wantsVfs(pf))
                        .map(pf -> new Conclusion.Intact(Examination.subject(pf)));
        return Stream.concat(kept, host.formerPfs().stream().map(pf -> conclude(host, pf)));
    }

    private static Conclusion conclude(Examination host, FormerPf pf) {
        return host.unread(pf.subject(), pf.path(TOTAL)).orElseGet(() -> broken(host, pf));
    }

    private static Conclusion broken(Examination host, FormerPf pf) {
        boolean unread = host.gap(pf.path("config")).isPresent();
        String cause =
                "%s %s. %s"
                        .formatted(
                                pf.name(),
                                pf.why(),
                                unread
                                        ? "It was switched off in the card's firmware or the BIOS, or this kernel has no CONFIG_PCI_IOV."
                                        : "It was switched off in the card's firmware or the BIOS: its configuration space has no SR-IOV capability.");
        return new FindingDraft(INFO, pf.subject(), cause)
                .severity(pf.severity())
                .confidence(pf.confidence())
                .fix(fixes(pf, unread))
                .evidence(evidence(pf, unread))
                .conclude();
    }

    private static List<Evidence> evidence(FormerPf pf, boolean unread) {
        Evidence file = Evidence.of(pf.path(TOTAL), "absent", "there");
        return unread
                ? List.of(file)
                : List.of(
                        file,
                        Evidence.of(
                                pf.path("config"),
                                "no SR-IOV capability",
                                "extended capability 0x0010"));
    }

    private static List<Fix> fixes(FormerPf pf, boolean unread) {
        List<Fix> steps = new ArrayList<>();
        if (unread) {
            steps.add(Fix.of("lspci -vvv -s %s   # as root".formatted(pf.address())));
            steps.add(Fix.of("grep CONFIG_PCI_IOV /boot/config-$(uname -r)"));
        }
        steps.add(
                Fix.withReboot(
                        "# BIOS: switch SR-IOV on, of the machine and of the slot or card at "
                                + pf.address()));
        steps.addAll(VfLimit.raise(pf));
        return steps;
    }
}
