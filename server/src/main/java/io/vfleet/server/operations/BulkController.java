package io.vfleet.server.operations;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.lists.Condition;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import io.vfleet.server.lists.Page;
import io.vfleet.server.platform.ApiProblem;
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
import org.springframework.web.bind.annotation.RestController;

/// Bulks over HTTP.
@RestController
@RequestMapping("/api/v1/bulks")
@Tag(name = "operations")
class BulkController {

    private static final ListRequest ONE = new ListRequest(1, null, null, null);

    private final Bulks bulks;
    private final ListQueries lists;

    BulkController(Bulks bulks, ListQueries lists) {
        this.bulks = bulks;
        this.lists = lists;
    }

    @PostMapping
    @Operation(
            operationId = "createBulk",
            summary = "Carry a plan out, one node after the other, up to the first that goes wrong")
    @ApiResponse(responseCode = "202", description = "Accepted; Location leads to the bulk")
    ResponseEntity<BulkView> create(
            @Parameter(required = true, description = "The same with every repeat of this request")
                    @RequestHeader(name = IdempotencyKey.HEADER, required = false)
                    @Nullable String key,
            @Valid @RequestBody NewBulk wanted,
            HttpServletRequest request) {
        UUID id = bulks.start(wanted, IdempotencyKey.of(key), requester(request));
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/bulks/" + id))
                .body(require(id));
    }

    @GetMapping
    @Operation(operationId = "listBulks", summary = "Bulks, newest first")
    Page<BulkView> list(@Valid @ParameterObject ListRequest request) {
        return lists.page(BulkView.TABLE, request);
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getBulk", summary = "One bulk")
    BulkView get(@PathVariable UUID id) {
        return require(id);
    }

    @PostMapping("/{id}/cancel")
    @Operation(
            operationId = "cancelBulk",
            summary = "Begin nothing more; what a node has got goes on")
    BulkView cancel(@PathVariable UUID id, HttpServletRequest request) {
        require(id);
        bulks.cancel(id, requester(request));
        return require(id);
    }

    private BulkView require(UUID id) {
        return lists
                .page(BulkView.TABLE, ONE, Condition.of("x.id = :id", "id", id))
                .items()
                .stream()
                .findFirst()
                .orElseThrow(() -> ApiProblem.notFound("bulk", id.toString()));
    }

    private static Requester requester(HttpServletRequest request) {
        return new Requester(request.getUserPrincipal().getName(), request.getRemoteAddr());
    }
}
