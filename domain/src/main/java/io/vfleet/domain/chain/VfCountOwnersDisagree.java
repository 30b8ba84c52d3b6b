package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfCountOwner;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Who sets a PF's count undoes what another set: the last one wins, until the next event.
final class VfCountOwnersDisagree implements PfCheck {

    static final String ID = "vf-count-owners-disagree";

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                    ID,
                    "D33",
                    Link.VFS,
                    "Does only one set the VF count of every PF, and the one that is wanted?");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        List<VfCountOwner> owners =
                host.inventory().owners().stream()
                        .filter(owner -> owner.pf().filter(pf.address()::equals).isPresent())
                        .sorted(Comparator.comparing(VfCountOwner::path))
                        .toList();
        Integer wanted = host.expectations().desiredVfs().get(pf.address());
        OptionalInt desired = wanted == null ? OptionalInt.empty() : OptionalInt.of(wanted);
        long counts = counts(owners, desired).distinct().count();
        long kinds = owners.stream().map(VfCountOwner::kind).distinct().count();
        if (counts > 1 || kinds > 1) {
            return new Case(pf, owners, desired, counts > 1).broken();
        }
        return VfCountOwnerFiles.unread(host, subject)
                .orElseGet(() ->
                        owners.isEmpty()
                                ? new Conclusion.NotApplicable(subject, "no file sets its count")
                                : new Conclusion.Intact(subject));
    }

    private static IntStream counts(List<VfCountOwner> owners, OptionalInt desired) {
        return IntStream.concat(
                desired.stream(), owners.stream().flatMapToInt(one -> one.numVfs().stream()));
    }

    private record Case(
            PhysicalFunction pf,
            List<VfCountOwner> owners,
            OptionalInt desired,
            boolean countsDiffer) {

        Conclusion broken() {
            String voices =
                    owners.stream().map(Case::voice).distinct().collect(Collectors.joining(", "));
            String people =
                    desired.isPresent() ? "; set for this PF are " + desired.getAsInt() : "";
            return new FindingDraft(
                            INFO,
                            Examination.subject(pf),
                            "The VF count of %s is set by %s%s%s."
                                    .formatted(
                                            pf.address(),
                                            voices,
                                            people,
                                            countsDiffer
                                                    ? ": whoever is last wins"
                                                    : ", who do not contradict each other now"))
                    .severity(countsDiffer ? Severity.WARNING : Severity.INFO)
                    .confidence(Confidence.HIGH)
                    .fix(Fix.of("# leave %s to one of them".formatted(pf.address())))
                    .evidence(evidence())
                    .conclude();
        }

        private List<Evidence> evidence() {
            List<Evidence> proofs = new ArrayList<>();
            for (VfCountOwner owner : owners) {
                proofs.add(Evidence.of(owner.path(), said(owner)));
            }
            return proofs;
        }

        private static String voice(VfCountOwner owner) {
            return "%s (%s)".formatted(owner.kind(), said(owner));
        }

        private static String said(VfCountOwner owner) {
            return owner.numVfs().isPresent()
                    ? Words.count(owner.numVfs().getAsInt(), "VF")
                    : "some count";
        }
    }
}
