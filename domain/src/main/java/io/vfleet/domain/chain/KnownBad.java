package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.KernelModule;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;
import io.vfleet.domain.table.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A combination of driver, card and kernel that goes wrong: a row of the table `known-bad.tsv`.
///
/// @param device `vendor:device`; empty: any
/// @param tree `in` the kernel's own, `out` another one; empty: any
record KnownBad(
        String driver,
        String device,
        String tree,
        Optional<VersionRange> version,
        Optional<VersionRange> kernel,
        Severity severity,
        Confidence confidence,
        String sentence,
        List<Fix> fixes) {

    static final List<KnownBad> TABLE =
            Table.read("known-bad.tsv").rows().stream().map(KnownBad::of).toList();

    private static final String RELEASE = "/proc/sys/kernel/osrelease";
    private static final String MODULES = "/proc/modules";
    // the third number of upstream's is 0 here for good, and what follows counts the
    // distribution's own builds
    private static final Pattern OF_A_DISTRIBUTION = Pattern.compile("\\d+\\.\\d+\\.0-\\d.*");

    /// Whether a host is such a combination.
    sealed interface Fit {

        /// It is.
        record Yes() implements Fit {}

        /// It is not.
        record No() implements Fit {}

        /// What decides could not be read, or does not tell.
        record NotTold(String path, String reason) implements Fit {}
    }

    private static KnownBad of(Table.Row row) {
        return new KnownBad(
                row.get("driver"),
                row.get("device"),
                row.get("tree"),
                VersionRange.parse(row.get("version")),
                VersionRange.parse(row.get("kernel")),
                Severity.valueOf(row.get("severity").toUpperCase(Locale.ROOT)),
                Confidence.valueOf(row.get("confidence").toUpperCase(Locale.ROOT)),
                row.get("sentence"),
                row.parts("fixes").stream().map(Fix::parse).toList());
    }

    List<Fix> fixes(PhysicalFunction pf) {
        return fixes.stream()
                .map(fix -> fix.saying(fix.command().replace("{pf}", pf.address().toString())))
                .toList();
    }

    Fit fit(Examination host, PhysicalFunction pf) {
        return fit(host, pf.driver(), pf.vendorId().orElse("") + ":" + pf.deviceId().orElse(""));
    }

    /// @param card `vendor:device`
    Fit fit(KnownBadVersions.Source host, Optional<String> bound, String card) {
        boolean otherDriver = !driver.isEmpty() && bound.filter(driver::equals).isEmpty();
        if (otherDriver || !device.isEmpty() && !device.equals(card)) {
            return new Fit.No();
        }
        Fit built = tree.isEmpty() ? new Fit.Yes() : built(host, bound.orElse(""));
        return built instanceof Fit.Yes && kernel.isPresent() ? kernel(host, kernel.get()) : built;
    }

    // what is built in is the kernel's own, and listed nowhere
    private Fit built(KnownBadVersions.Source host, String module) {
        Optional<KernelModule> listed = host.module(module);
        Optional<String> unread = host.unread(MODULES);
        if (listed.isEmpty() && unread.isPresent()) {
            return new Fit.NotTold(MODULES, unread.get());
        }
        boolean outside =
                listed.flatMap(KernelModule::taints).filter(all -> all.contains("O")).isPresent();
        if (outside != tree.equals("out")) {
            return new Fit.No();
        }
        return version.isEmpty() ? new Fit.Yes() : version(module, listed);
    }

    private Fit version(String module, Optional<KernelModule> listed) {
        Optional<String> told = listed.flatMap(KernelModule::version);
        if (told.isEmpty()) {
            return new Fit.NotTold("/sys/module/" + module + "/version", "no version is told");
        }
        return yes(version.orElseThrow().contains(VersionRange.numbers(told.get())));
    }

    private static Fit kernel(KnownBadVersions.Source host, VersionRange range) {
        Optional<String> release = host.kernelRelease();
        if (release.isEmpty()) {
            return new Fit.NotTold(RELEASE, host.unread(RELEASE).orElse("not reported"));
        }
        Fit fit = yes(range.contains(VersionRange.numbers(release.get())));
        boolean vague = OF_A_DISTRIBUTION.matcher(release.get()).matches();
        return fit instanceof Fit.Yes && vague
                ? new Fit.NotTold(
                        RELEASE, release.get() + " does not tell which fixes were carried back")
                : fit;
    }

    private static Fit yes(boolean fits) {
        return fits ? new Fit.Yes() : new Fit.No();
    }
}
