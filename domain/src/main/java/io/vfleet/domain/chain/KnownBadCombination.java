package io.vfleet.domain.chain;

import io.vfleet.domain.chain.KnownBad.Fit;
import io.vfleet.domain.inventory.KernelModule;
import io.vfleet.domain.inventory.PhysicalFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Some releases of drivers and kernels are known to hang or crash over VFs. A version is a hint
/// and never a proof: fixes are carried back.
final class KnownBadCombination implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "known-bad-combination",
                            "D54",
                            Link.KERNEL,
                            "Are driver, card and kernel known to go wrong together?")
                    .showing(Symptom.VF_RESET_PANIC);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        if (pf.driver().isEmpty()) {
            return new Conclusion.NotApplicable(subject, "no driver");
        }
        List<KnownBad> found = new ArrayList<>();
        List<Fit.NotTold> open = new ArrayList<>();
        for (KnownBad row : KnownBad.TABLE) {
            switch (row.fit(host, pf)) {
                case Fit.Yes() -> found.add(row);
                case Fit.NotTold notTold -> open.add(notTold);
                case Fit.No() -> {}
            }
        }
        if (!found.isEmpty()) {
            return broken(host, pf, found);
        }
        return open.stream()
                .findFirst()
                .<Conclusion>map(one -> new Conclusion.Unknown(subject, one.path(), one.reason()))
                .orElseGet(() -> new Conclusion.Intact(subject));
    }

    // the table has the surer rows first
    private static Conclusion broken(Examination host, PhysicalFunction pf, List<KnownBad> found) {
        String driver = pf.driver().orElse("");
        String version = host.module(driver).flatMap(KernelModule::version).orElse("");
        String named =
                Stream.of(driver, version)
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.joining(" "));
        String release = host.host().kernelRelease().orElse("a kernel without a name");
        String cause =
                "%s runs on %s under %s, of which is known: %s."
                        .formatted(
                                pf.address(),
                                named,
                                release,
                                found.stream()
                                        .map(KnownBad::sentence)
                                        .collect(Collectors.joining("; ")));
        return new FindingDraft(INFO, Examination.subject(pf), cause)
                .severity(found.getFirst().severity())
                .confidence(found.getFirst().confidence())
                .fix(found.stream().flatMap(row -> row.fixes(pf).stream()).distinct().toList())
                .evidence(Evidence.of(pf.path("driver"), named, "another release"))
                .evidence(Evidence.of("/proc/sys/kernel/osrelease", release))
                .conclude();
    }
}
