package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.sizing.Answer;
import io.vfleet.domain.sizing.Limit;
import io.vfleet.domain.sizing.VfRoom;
import io.vfleet.server.lists.Cells;
import io.vfleet.server.lists.Field;
import io.vfleet.server.lists.ListTable;
import io.vfleet.server.nodes.NodeSelector;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// Whether one PF could have so many VFs.
@Schema(name = "Sizing")
record SizingView(
        @Schema(description = "The node's id") UUID node,
        String hostname,
        @Schema(description = "Of what a silent node is like, its last report tells")
                NodeView.Status status,
        @Schema(example = "0000:81:00.0") String address,
        Optional<String> netdev,
        @Schema(example = "Mellanox ConnectX-7") Optional<String> model,
        Optional<String> driver,
        @Schema(description = "How many there are now") Optional<Integer> numVfs,
        Answer answer,
        @Schema(
                        description =
                                "NO or UNKNOWN, and a reboot with what is to be done before it would do")
                boolean needsReboot,
        @Schema(description = "What says no, or cannot say; empty when the answer is YES")
                List<Because> because,
        @Schema(description = "So many are possible") int sure,
        @Schema(description = "More are not; absent where nothing known bounds them")
                Optional<Integer> most,
        @Schema(description = "Absent where no profile says what the VFs are for")
                Optional<Recommended> recommended) {

    static final List<String> ANSWERS = Arrays.stream(Answer.values()).map(Answer::name).toList();
    static final List<String> LIMITS =
            Arrays.stream(Limit.Kind.values()).map(Limit.Kind::id).toList();
    private static final JsonMapper JSON = new JsonMapper();

    /// One thing that says no, or of which it is not known.
    @Schema(name = "SizingLimit")
    record Because(
            @Schema(example = "mmio-window") String limit,
            Answer answer,
            @Schema(description = "With its numbers, or why it is not known") String says,
            String path,
            @Schema(description = "How to get there; absent where there is no way")
                    Optional<RaiseView> raise) {

        static Because of(Limit limit, int wanted) {
            return new Because(
                    limit.kind().id(),
                    limit.answer(wanted),
                    limit.says(),
                    limit.path(),
                    limit.raise(wanted).map(way -> new RaiseView(way.how(), way.reboot())));
        }
    }

    /// A way to more VFs.
    @Schema(name = "SizingRaise")
    record RaiseView(String how, boolean reboot) {}

    /// How many VFs suit the node's profile.
    @Schema(name = "SizingRecommendation")
    record Recommended(int numVfs, String why) {}

    static ListTable<SizingView> table(SizingQuestion question) {
        return new ListTable<>(
                "sizing",
                """
                x.node_id, n.hostname, n.status, x.address, x.vendor_id, x.device_id, x.netdev, x.driver, x.num_vfs,
                x.sizing\
                """,
                """
                physical_function x
                    join fleet_node n on n.id = x.node_id and x.sizing is not null\
                """,
                Stream.of(fields(question), NodeSelector.labels()).flatMap(List::stream).toList(),
                Optional.of("n.labels"),
                List.of(Field.uuid("node", "x.node_id"), Field.text("address", "x.address")),
                "hostname",
                (row, number) -> of(row, question));
    }

    private static List<Field> fields(SizingQuestion question) {
        return List.of(
                Field.uuid("node", "x.node_id"),
                Field.text("hostname", "n.hostname").inOrder(),
                Field.word("status", "n.status", NodeView.Status.NAMES),
                Field.lowerCase("address", "x.address").inOrder(),
                Field.text("vendorId", "x.vendor_id"),
                Field.text("deviceId", "x.device_id"),
                Field.text("driver", "x.driver"),
                Field.integer("numVfs", "x.num_vfs"),
                Field.word("answer", question.answerSql(), ANSWERS).inOrder(),
                Field.word("limit", question.limitSql(), LIMITS),
                Field.integer("sure", "x.sure_vfs").inOrder(),
                Field.integer("most", "x.most_vfs").inOrder(),
                Field.integer("recommended", "x.recommended_vfs"));
    }

    private static SizingView of(ResultSet row, SizingQuestion question) throws SQLException {
        var cells = new Cells(row);
        VfRoom room = JSON.readValue(cells.text("sizing"), VfRoom.class);
        VfRoom.Judgment judgment = room.judge(question.wanted(), question.hugepages());
        Optional<String> device = cells.textIfAny("device_id");
        return new SizingView(
                cells.uuid("node_id"),
                cells.text("hostname"),
                NodeView.Status.valueOf(cells.text("status")),
                cells.text("address"),
                cells.textIfAny("netdev"),
                cells.textIfAny("vendor_id")
                        .flatMap(vendor -> device.flatMap(id -> CardNames.of(vendor, id))),
                cells.textIfAny("driver"),
                cells.integerIfAny("num_vfs"),
                judgment.answer(),
                judgment.needsReboot(),
                judgment.because().stream()
                        .map(limit -> Because.of(limit, question.wanted()))
                        .toList(),
                room.sure(),
                Optional.of(room.most()).filter(most -> most < Limit.ANY),
                room.recommended().map(one -> new Recommended(one.numVfs(), one.why())));
    }
}
