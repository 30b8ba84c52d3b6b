package io.vfleet.domain.sizing;

import io.vfleet.domain.inventory.PhysicalFunction.Sriov;
import io.vfleet.domain.sizing.Limit.Kind;
import io.vfleet.domain.table.Table;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Whether the driver makes VFs at all, and what it deals out among them.
final class DriverLimits {

    private static final String POOL = "sriov_vf_total_msix";
    private static final Table DRIVERS = Table.read("vf-interrupts.tsv");

    private DriverLimits() {}

    static Limit driver(Facts facts) {
        String path = facts.pf().path("driver");
        Optional<String> driver = facts.pf().driver();
        if (driver.isEmpty()) {
            return facts.unread(path)
                    ? Limit.unknown(Kind.DRIVER, facts.there(), path, facts.whyUnread(path))
                    : Limit.exactly(Kind.DRIVER, facts.there(), path, "no driver is bound to it");
        }
        boolean holder =
                row(driver.get()).filter(row -> row.get("deals").equals("none")).isPresent();
        return holder && facts.there() == 0
                ? Limit.exactly(Kind.DRIVER, 0, path, "%s makes no VFs".formatted(driver.get()))
                : Limit.none(Kind.DRIVER, path, "%s makes VFs".formatted(driver.get()));
    }

    static Limit interrupts(Facts facts) {
        String path = facts.pf().path(POOL);
        String driver = facts.pf().driver().orElse("");
        String deals = row(driver).map(row -> row.get("deals")).orElse("");
        return switch (deals) {
            case "own", "none" ->
                    Limit.none(Kind.INTERRUPTS, path, driver + " gives every VF its own");
            case "pool" -> pool(facts, path);
            case "untold" ->
                    Limit.unknown(
                            Kind.INTERRUPTS,
                            facts.there(),
                            path,
                            driver + " may make fewer VFs than asked, and does not say before");
            default ->
                    Limit.unknown(
                            Kind.INTERRUPTS,
                            facts.there(),
                            path,
                            "how %s deals interrupts and queues out is not known to vfleet"
                                    .formatted(driver.isEmpty() ? "its driver" : driver));
        };
    }

    private static Limit pool(Facts facts, String path) {
        OptionalInt pool = DriverLimits.pool(facts);
        if (pool.isEmpty()) {
            String why = facts.unread(path) ? facts.whyUnread(path) : "this kernel tells no pool";
            return Limit.unknown(Kind.INTERRUPTS, facts.there(), path, why);
        }
        int least = tiers(facts).min(Comparator.naturalOrder()).orElseThrow();
        int possible = Math.max(facts.there(), Math.max(0, pool.getAsInt()) / least);
        String says =
                "the card has %d interrupts for VFs, each needs %d at least"
                        .formatted(pool.getAsInt(), least);
        return Limit.exactly(Kind.INTERRUPTS, possible, path, says);
    }

    /// The interrupts there are for VFs; below 0 where the driver counted below 0. 0 is what a
    /// driver says that cannot deal them out, never an empty pool.
    static OptionalInt pool(Facts facts) {
        OptionalInt pool = facts.pf().sriov().map(Sriov::vfTotalMsix).orElse(OptionalInt.empty());
        return pool.stream().filter(count -> count != 0).findFirst();
    }

    /// How many interrupts this PF's driver gives a VF, by how many VFs there are to share them.
    static Stream<Integer> tiers(Facts facts) {
        return facts.pf().driver().flatMap(DriverLimits::row).stream()
                .flatMap(row -> row.parts("tiers").stream())
                .map(Integer::valueOf);
    }

    private static Optional<Table.Row> row(String driver) {
        return DRIVERS.rows().stream().filter(row -> row.get("driver").equals(driver)).findFirst();
    }
}
