package io.vfleet.server.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import io.vfleet.server.lists.Page;
import jakarta.validation.Valid;
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

    AuditController(ListQueries lists) {
        this.lists = lists;
    }

    @GetMapping
    @Operation(
            operationId = "listAudit",
            summary = "Who asked for what, and how it ended, newest first")
    Page<AuditView> list(@Valid @ParameterObject ListRequest request) {
        return lists.page(AuditView.TABLE, request);
    }
}
