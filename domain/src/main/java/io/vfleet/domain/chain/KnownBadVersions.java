package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.KernelModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the table of known-bad versions says to one who is about to change VFs: rows that are mere
/// hints do not stand in the way.
public final class KnownBadVersions {

    private KnownBadVersions() {}

    /// Where the versions are looked up.
    public interface Source {

        /// The module as it is loaded; empty where it is not listed.
        Optional<KernelModule> module(String name);

        Optional<String> kernelRelease();

        /// Why what stands at the path is not known; empty where it is.
        Optional<String> unread(String path);
    }

    /// What the table says.
    public sealed interface Answer {

        /// Nothing that would stand in the way.
        record Clear() implements Answer {}

        /// What goes wrong with these versions.
        record Bad(String what) implements Answer {}

        /// What decides could not be read, or does not tell.
        record NotTold(String path, String reason) implements Answer {}
    }

    /// @param device of the card: `8086:1592`
    public static Answer ask(Source source, Optional<String> driver, String device) {
        List<KnownBad> bad = new ArrayList<>();
        List<KnownBad.Fit.NotTold> open = new ArrayList<>();
        for (KnownBad row : KnownBad.TABLE) {
            if (row.severity() != Severity.INFO) {
                switch (row.fit(source, driver, device)) {
                    case KnownBad.Fit.Yes() -> bad.add(row);
                    case KnownBad.Fit.NotTold notTold -> open.add(notTold);
                    case KnownBad.Fit.No() -> {}
                }
            }
        }
        if (!bad.isEmpty()) {
            return new Answer.Bad(
                    bad.stream().map(KnownBad::sentence).collect(Collectors.joining("; ")));
        }
        return open.stream()
                .findFirst()
                .<Answer>map(one -> new Answer.NotTold(one.path(), one.reason()))
                .orElseGet(Answer.Clear::new);
    }
}
