package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.sizing.Answer;
import io.vfleet.server.fleet.NodeView.Status;
import io.vfleet.server.lists.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// How many PFs of the fleet could have so many VFs.
@Schema(name = "SizingSummary")
record SizingSummary(
        int numVfs,
        @Schema(description = "PFs of nodes that are online; as many as `answer==YES` lists")
                long yes,
        long no,
        long unknown,
        @Schema(description = "PFs of nodes that are not online, which are not counted above")
                long silent,
        @Schema(description = "What says no or cannot say, most PFs first") List<Reason> because) {

    /// PFs with the same answer because of the same limit, the first that says so.
    @Schema(name = "SizingReason")
    record Reason(Answer answer, @Schema(example = "total-vfs") String limit, long pfs) {}

    /// One group of PFs.
    record Group(Status status, Answer answer, Optional<String> limit, long pfs) {

        static String columns(SizingQuestion question) {
            return "n.status as status, %s as answer, %s as because, count(*) as pfs"
                    .formatted(question.answerSql(), question.limitSql());
        }

        static Group of(ResultSet row, int number) throws SQLException {
            var cells = new Cells(row);
            return new Group(
                    Status.valueOf(cells.text("status")),
                    Answer.valueOf(cells.text("answer")),
                    cells.textIfAny("because"),
                    row.getLong("pfs"));
        }

        boolean online() {
            return status == Status.ONLINE;
        }
    }

    static SizingSummary of(int numVfs, List<Group> groups) {
        return new SizingSummary(
                numVfs,
                count(groups, Answer.YES),
                count(groups, Answer.NO),
                count(groups, Answer.UNKNOWN),
                sum(groups, group -> !group.online()),
                reasons(groups).sorted(Comparator.comparing(Reason::pfs).reversed()).toList());
    }

    private static Stream<Reason> reasons(List<Group> groups) {
        return groups.stream()
                .filter(Group::online)
                .flatMap(group ->
                        group.limit().stream()
                                .map(limit -> new Reason(group.answer(), limit, group.pfs())));
    }

    private static long count(List<Group> groups, Answer answer) {
        return sum(groups, group -> group.online() && group.answer() == answer);
    }

    private static long sum(List<Group> groups, Predicate<Group> which) {
        return groups.stream().filter(which).mapToLong(Group::pfs).sum();
    }
}
