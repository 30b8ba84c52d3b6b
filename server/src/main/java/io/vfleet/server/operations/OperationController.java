package io.vfleet.server.operations;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import io.vfleet.server.lists.Page;
import io.vfleet.server.plans.PlanView;
import io.vfleet.server.platform.IdempotencyKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/// Operations over HTTP.
@RestController
@RequestMapping("/api/v1/operations")
@Tag(name = "operations")
class OperationController {

    private final Requests requests;
    private final Watchers watchers;
    private final ListQueries lists;

    OperationController(Requests requests, Watchers watchers, ListQueries lists) {
        this.requests = requests;
        this.watchers = watchers;
        this.lists = lists;
    }

    @PostMapping
    @Operation(
            operationId = "createOperation",
            summary =
                    "Ask for a change on a node; the same key and body lead to the same operation")
    @ApiResponse(
            responseCode = "202",
            description = "Accepted; Location leads to the operation",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "With dryRun: what it would do",
            content = @Content(schema = @Schema(oneOf = {PlanView.class, ChangePlanView.class})))
    ResponseEntity<?> create(
            @Parameter(required = true, description = "The same with every repeat of this request")
                    @RequestHeader(name = IdempotencyKey.HEADER, required = false)
                    @Nullable String key,
            @Valid @RequestBody NewOperation wanted,
            HttpServletRequest request) {
        if (wanted.onlyAsked()) {
            return ResponseEntity.ok(
                    wanted.kind() == OperationKind.RESIZE_VFS
                            ? requests.dryRun(wanted, requester(request))
                            : requests.outlook(wanted));
        }
        UUID id = requests.place(wanted, IdempotencyKey.of(key), requester(request));
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/operations/" + id))
                .body(watchers.require(id));
    }

    @GetMapping
    @Operation(operationId = "listOperations", summary = "Operations, newest first")
    Page<OperationView> list(@Valid @ParameterObject ListRequest request) {
        return lists.page(OperationView.TABLE, request);
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "getOperation",
            summary = "One operation, perhaps after its next change")
    DeferredResult<OperationView> get(
            @PathVariable UUID id,
            @Parameter(
                            description =
                                    "Answer when it changes, at the latest after so many seconds"
                                            + " (60 at most): `30` or `30s`. At once when it is over.")
                    @RequestParam(required = false)
                    @Nullable String wait) {
        return watchers.get(id, Patience.of(wait));
    }

    @PostMapping("/{id}/cancel")
    @Operation(
            operationId = "cancelOperation",
            summary = "Take back an operation that no agent has got yet")
    OperationView cancel(@PathVariable UUID id, HttpServletRequest request) {
        requests.cancel(id, requester(request));
        return watchers.require(id);
    }

    private static Requester requester(HttpServletRequest request) {
        return new Requester(request.getUserPrincipal().getName(), request.getRemoteAddr());
    }
}
