package io.vfleet.server.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import io.vfleet.server.lists.Page;
import jakarta.validation.Valid;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The audit over HTTP.
@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "audit")
class AuditController {

    private final ListQueries lists;
    private final Audit audit;
    private final NodeRecords records;

    AuditController(ListQueries lists, Audit audit, NodeRecords records) {
        this.lists = lists;
        this.audit = audit;
        this.records = records;
    }

    /// Whether every row is as it was written.
    @Schema(name = "AuditVerification")
    record Verification(
            boolean intact,
            @Schema(description = "The newest row that is whole with all before it") long last,
            @Schema(
                            description =
                                    "Its hash; kept elsewhere, it shows later whether the newest rows were taken away")
                    String head,
            @Schema(description = "The oldest row that was changed, or misses the one before it")
                    Optional<Long> firstBroken,
            @Schema(description = "What agents wrote down for themselves, beside the audit")
                    NodeComparison nodes) {}

    /// Agents' own records, compared with the audit.
    @Schema(name = "NodeRecordComparison")
    record NodeComparison(
            boolean agree,
            @Schema(description = "Records that were compared") long records,
            @Schema(description = "The first 100") List<NodeDifference> differences) {}

    /// Where an agent's own record and the audit do not agree.
    @Schema(name = "NodeRecordDifference")
    record NodeDifference(
            UUID node,
            Optional<UUID> operation,
            @Schema(example = "state: the node recorded 'FAILED', the audit has 'SUCCEEDED'")
                    String what) {}

    @GetMapping("/verification")
    @Operation(
            operationId = "verifyAudit",
            summary =
                    "Whether the chain of hashes is whole, and agents' own records agree; reads every row")
    Verification verify() {
        Audit.Verified found = audit.verify();
        return new Verification(
                found.firstBroken().isEmpty(),
                found.last(),
                HexFormat.of().formatHex(found.head()),
                found.firstBroken(),
                compared());
    }

    private NodeComparison compared() {
        NodeRecords.Compared found = records.compare();
        return new NodeComparison(
                found.differences().isEmpty(),
                found.records(),
                found.differences().stream()
                        .map(one -> new NodeDifference(one.node(), one.operation(), one.what()))
                        .toList());
    }

    @GetMapping
    @Operation(
            operationId = "listAudit",
            summary = "Who asked for what, and how it ended, newest first")
    Page<AuditView> list(@Valid @ParameterObject ListRequest request) {
        return lists.page(AuditView.TABLE, request);
    }
}
