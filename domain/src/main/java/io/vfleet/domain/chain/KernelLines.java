package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;
import io.vfleet.domain.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What lines of the kernel's log say about a PF and its VFs: the table `kernel-lines.tsv`.
final class KernelLines {

    static final String LOG = "/dev/kmsg";

    private static final List<Meaning> TABLE =
            Table.read("kernel-lines.tsv").rows().stream().map(Meaning::of).toList();

    private KernelLines() {}

    /// A kind of line and what it means.
    ///
    /// @param driver of the PF; empty: any
    record Meaning(
            String check,
            String driver,
            Pattern line,
            String reference,
            String sentence,
            List<String> fixes) {

        static Meaning of(Table.Row row) {
            return new Meaning(
                    row.get("check"),
                    row.get("driver"),
                    Pattern.compile(row.get("line")),
                    row.get("reference"),
                    row.get("sentence"),
                    row.parts("fixes"));
        }

        boolean fits(String text) {
            return line.matcher(text).find();
        }

        List<Fix> fixes(PhysicalFunction pf) {
            String netdev = VfAdminState.netdev(pf);
            return fixes.stream()
                    .map(fix -> fix.replace("{pf}", pf.address().toString()))
                    .map(fix -> fix.replace("{netdev}", netdev))
                    .map(Fix::parse)
                    .toList();
        }
    }

    /// The kinds of lines a check is about, with this driver.
    static List<Meaning> of(String check, Optional<String> driver) {
        return TABLE.stream()
                .filter(row -> row.check().equals(check))
                .filter(row ->
                        row.driver().isEmpty() || driver.filter(row.driver()::equals).isPresent())
                .toList();
    }
}
