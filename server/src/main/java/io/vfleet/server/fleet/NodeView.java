package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.chain.Link;
import io.vfleet.domain.chain.LinkState;
import io.vfleet.server.lists.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A node in lists and by itself.
@Schema(name = "Node")
record NodeView(
        UUID id,
        String hostname,
        Status status,
        @Schema(description = "LATE or OFFLINE: what is told here may have changed since lastSeen")
                boolean silent,
        Optional<Instant> lastSeen,
        @Schema(description = "When the newest report came that changed anything")
                Optional<Instant> lastReportAt,
        @Schema(description = "Absent while the node is pending") Optional<VerdictView> verdict,
        @Schema(description = "In the chain's order; empty while the node is pending")
                List<LinkView> links,
        @Schema(description = "As reported, with what people edited over it")
                Map<String, String> labels,
        Map<String, String> reportedLabels,
        Optional<String> site,
        Optional<String> rack,
        Optional<String> slot,
        Optional<String> profile,
        Optional<String> cluster,
        int physicalFunctions,
        VfCounts vfs,
        Optional<String> kernelRelease,
        Optional<String> bootId,
        Optional<String> vendor,
        Optional<String> model,
        Optional<String> agentVersion,
        Instant enrolledAt,
        @Schema(description = "What is wanted of it, and why; absent where no profile applies")
                Optional<AppliedProfile> appliedProfile,
        @Schema(
                        description =
                                "People are at work on it: its findings are muted, nothing is written on it")
                Optional<Maintenance> maintenance) {

    /// Whether the node talks to the service, by the service's clock.
    enum Status {
        PENDING,
        ONLINE,
        LATE,
        OFFLINE,
        RETIRED;

        static final List<String> NAMES = Stream.of(values()).map(Status::name).toList();
    }

    /// One link's state.
    @Schema(name = "LinkState")
    record LinkView(String link, LinkState state) {}

    /// How many VFs; `inUse` counts proven holders, `inUseUnknown` those nobody could tell about.
    @Schema(name = "VfCounts")
    record VfCounts(int active, int desired, int inUse, int inUseUnknown) {}

    /// Until when people are at work on it.
    @Schema(name = "Maintenance")
    record Maintenance(Instant until, String reason, String by, Instant since) {

        private static Optional<Maintenance> of(Cells cells) throws SQLException {
            Optional<Instant> until = cells.instantIfAny("maintenance_until");
            if (until.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Maintenance(
                            until.get(),
                            cells.text("maintenance_reason"),
                            cells.text("maintenance_by"),
                            cells.instant("maintenance_since")));
        }
    }

    /// The profile a node is judged by.
    @Schema(name = "AppliedProfile")
    record AppliedProfile(
            String name,
            @Schema(
                            description =
                                    "LABEL: the node names it, which wins; SELECTOR: it matches the node's labels")
                    Because because,
            @Schema(
                            description =
                                    "False: the label names a profile that does not exist, so none applies")
                    boolean known,
            Optional<String> selector,
            Optional<Integer> priority) {

        private static Optional<AppliedProfile> of(Cells cells, Optional<String> label)
                throws SQLException {
            Optional<String> applied = cells.textIfAny("applied_profile");
            if (label.isPresent()) {
                return Optional.of(
                        new AppliedProfile(
                                label.get(),
                                Because.LABEL,
                                cells.flag("profile_known"),
                                Optional.empty(),
                                Optional.empty()));
            }
            if (applied.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new AppliedProfile(
                            applied.get(),
                            Because.SELECTOR,
                            true,
                            cells.textIfAny("profile_selector"),
                            cells.integerIfAny("profile_priority")));
        }
    }

    /// Why a profile applies.
    enum Because {
        LABEL,
        SELECTOR
    }

    static NodeView of(ResultSet row, int number) throws SQLException {
        var cells = new Cells(row);
        Map<String, String> labels = Labels.read(cells.text("labels"));
        return new NodeView(
                cells.uuid("id"),
                cells.text("hostname"),
                Status.valueOf(cells.text("status")),
                cells.flag("silent"),
                cells.instantIfAny("last_seen"),
                cells.instantIfAny("last_report_at"),
                VerdictView.of(cells.textIfAny("verdict"), cells.textIfAny("verdict_link")),
                links(row),
                labels,
                Labels.read(cells.text("reported_labels")),
                Optional.ofNullable(labels.get("site")),
                Optional.ofNullable(labels.get("rack")),
                Optional.ofNullable(labels.get("slot")),
                Optional.ofNullable(labels.get("profile")),
                Optional.ofNullable(labels.get("cluster")),
                cells.integer("pf_count"),
                vfs(cells),
                cells.textIfAny("kernel_release"),
                cells.textIfAny("boot_id"),
                cells.textIfAny("system_vendor"),
                cells.textIfAny("product_name"),
                cells.textIfAny("agent_version"),
                cells.instant("enrolled_at"),
                AppliedProfile.of(cells, Optional.ofNullable(labels.get("profile"))),
                Maintenance.of(cells));
    }

    private static VfCounts vfs(Cells cells) throws SQLException {
        return new VfCounts(
                cells.integer("vf_active"),
                cells.integer("vf_desired"),
                cells.integer("vf_in_use"),
                cells.integer("vf_in_use_unknown"));
    }

    private static List<LinkView> links(ResultSet row) throws SQLException {
        var array = row.getArray("link_states");
        if (array == null) {
            return List.of();
        }
        List<String> states = Arrays.asList((String[]) array.getArray());
        Link[] links = Link.values();
        return IntStream.range(0, links.length)
                .mapToObj(i -> new LinkView(links[i].id(), LinkState.valueOf(states.get(i))))
                .toList();
    }
}
