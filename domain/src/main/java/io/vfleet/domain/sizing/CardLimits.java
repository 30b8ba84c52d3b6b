package io.vfleet.domain.sizing;

import io.vfleet.domain.inventory.Card.FirmwareSettings;
import io.vfleet.domain.sizing.Limit.Kind;
import io.vfleet.domain.table.Table;
import java.util.Optional;
import java.util.OptionalInt;

/// What card, firmware and kernel offer together, and what the firmware will offer after a reset.
final class CardLimits {

    private static final String TOTAL = "sriov_totalvfs";
    private static final OptionalInt NOT_TOLD = OptionalInt.empty();
    private static final Table CARDS = Table.read("card-vf-limits.tsv");

    private CardLimits() {}

    static Limit total(Facts facts) {
        String path = facts.pf().path(TOTAL);
        if (facts.total().isPresent()) {
            return offer(facts, path, facts.total().getAsInt());
        }
        if (facts.unread(path)) {
            return Limit.unknown(Kind.TOTAL_VFS, facts.there(), path, facts.whyUnread(path));
        }
        // the capability without the files: firmware offers none, or the kernel has no SR-IOV
        String config = facts.pf().path("config");
        return facts.offered().isPresent()
                ? offer(facts, config, 0)
                : Limit.unknown(Kind.TOTAL_VFS, facts.there(), config, facts.whyUnread(config));
    }

    private static Limit offer(Facts facts, String path, int total) {
        int offered = facts.offered().orElse(total);
        if (offered > total) {
            return Limit.exactly(
                    Kind.TOTAL_VFS,
                    total,
                    path,
                    "the firmware offers %d VFs, the kernel or the driver takes %d"
                            .formatted(offered, total));
        }
        Limit limit =
                Limit.exactly(Kind.TOTAL_VFS, total, path, "it offers %d VFs".formatted(total));
        OptionalInt next =
                facts.pf().card().firmware().map(FirmwareSettings::vfsNext).orElse(NOT_TOLD);
        if (next.isPresent() && next.getAsInt() > total) {
            String how =
                    "reboot: %d VFs are set in the firmware already".formatted(next.getAsInt());
            return limit.raisedBy(how, true, next.getAsInt());
        }
        return card(facts)
                .map(row ->
                        limit.raisedBy(row.get("raise"), true, Integer.parseInt(row.get("most"))))
                .orElse(limit);
    }

    /// What the vendor's tool says of the time after the next reset; empty where it was not asked,
    /// which leaves what is in force now.
    static Optional<Limit> firmware(Facts facts) {
        return facts.pf()
                .card()
                .firmware()
                .filter(settings -> settings.vfsNext().isPresent())
                .map(settings -> firmware(facts, settings));
    }

    private static Limit firmware(Facts facts, FirmwareSettings settings) {
        int next = settings.vfsNext().getAsInt();
        int now = facts.total().orElse(next);
        String says =
                next < now
                        ? "after the next reset the firmware offers %d VFs".formatted(next)
                        : "the firmware is set to %d VFs".formatted(next);
        Limit limit = Limit.exactly(Kind.FIRMWARE, next, "firmware:" + facts.pf().address(), says);
        return card(facts)
                .map(row ->
                        limit.raisedBy(row.get("raise"), true, Integer.parseInt(row.get("most"))))
                .orElse(limit);
    }

    private static Optional<Table.Row> card(Facts facts) {
        String vendor = facts.pf().vendorId().orElse("");
        String device = facts.pf().deviceId().orElse("");
        return CARDS.rows().stream()
                .filter(row -> row.get("vendor").equals(vendor))
                .filter(row -> row.parts("devices").contains(device))
                .findFirst();
    }
}
