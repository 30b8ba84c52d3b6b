package io.vfleet.domain.remedy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a refused or falling-short write of a VF count means, and what mends it. The first row that
/// fits counts: an errno alone has several causes, the kernel's line tells them apart.
///
/// @param reference the detector of the SR-IOV reference: `D21`
/// @param errno empty: any, also none
/// @param driver of the PF; empty: any
/// @param line what one of the kernel's lines holds; empty: none is asked for
/// @param fixes with the words of [Place] in braces
public record WriteFailure(
        String reference,
        String errno,
        String driver,
        String line,
        String sentence,
        List<Fix> fixes) {

    /// The kernel took the write and made fewer VFs.
    public static final String SHORTFALL = "shortfall";

    /// The write did not come back.
    public static final String NO_ANSWER = "no answer";

    /// It came back when nobody waited for it any more.
    public static final String LATE_ANSWER = "late answer";

    public WriteFailure {
        fixes = List.copyOf(fixes);
    }

    /// Which PF it is about, as commands name it.
    ///
    /// @param netdev its interface
    /// @param limit the most VFs it can have
    public record Place(String pf, String netdev, String limit, int wanted) {

        private String fill(String command) {
            return command.replace("{pf}", pf)
                    .replace("{file}", "/sys/bus/pci/devices/" + pf + "/sriov_numvfs")
                    .replace("{netdev}", netdev)
                    .replace("{limit}", limit)
                    .replace("{wanted}", Integer.toString(wanted));
        }
    }

    /// The row that fits; for an errno nobody has heard of one that says so.
    public static WriteFailure of(String errno, Optional<String> driver, List<String> kernelLines) {
        return WriteFailures.TABLE.stream()
                .filter(row -> row.fits(errno, driver.orElse("none"), kernelLines))
                .findFirst()
                .orElseGet(() -> WriteFailures.unknown(errno));
    }

    /// What mends it there.
    public List<Fix> fixes(Place place) {
        return fixes.stream().map(fix -> fix.saying(place.fill(fix.command()))).toList();
    }

    /// Whether the kernel itself said which of the errno's causes it was.
    public boolean certain() {
        return !line.isEmpty() || errno.equals("ERANGE");
    }

    private boolean fits(String said, String pfDriver, List<String> lines) {
        boolean errnoFits = errno.isEmpty() || errno.equals(said);
        boolean driverFits = driver.isEmpty() || driver.equals(pfDriver);
        return errnoFits && driverFits && (line.isEmpty() || holds(lines));
    }

    private boolean holds(List<String> lines) {
        Pattern pattern = Pattern.compile(line);
        return lines.stream().anyMatch(one -> pattern.matcher(one).find());
    }
}
