package io.vfleet.server.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import io.vfleet.server.lists.Page;
import jakarta.validation.Valid;
import java.util.HexFormat;
import java.util.Optional;
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

    AuditController(ListQueries lists, Audit audit) {
        this.lists = lists;
        this.audit = audit;
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
                    Optional<Long> firstBroken) {}

    @GetMapping("/verification")
    @Operation(
            operationId = "verifyAudit",
            summary = "Whether the chain of hashes is whole; reads every row")
    Verification verify() {
        Audit.Verified found = audit.verify();
        return new Verification(
                found.firstBroken().isEmpty(),
                found.last(),
                HexFormat.of().formatHex(found.head()),
                found.firstBroken());
    }

    @GetMapping
    @Operation(
            operationId = "listAudit",
            summary = "Who asked for what, and how it ended, newest first")
    Page<AuditView> list(@Valid @ParameterObject ListRequest request) {
        return lists.page(AuditView.TABLE, request);
    }
}
