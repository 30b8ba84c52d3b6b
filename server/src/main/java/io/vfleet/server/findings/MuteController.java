package io.vfleet.server.findings;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
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
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Rules that mute findings, over HTTP.
@RestController
@RequestMapping("/api/v1/mutes")
@Tag(name = "findings")
class MuteController {

    private static final ListRequest ONE = new ListRequest(1, null, null, null);

    private final Mutes mutes;
    private final ListQueries lists;

    MuteController(Mutes mutes, ListQueries lists) {
        this.mutes = mutes;
        this.lists = lists;
    }

    @GetMapping
    @Operation(operationId = "listMutes", summary = "Rules that mute findings, and those that did")
    Page<MuteView> list(@Valid @ParameterObject ListRequest request) {
        return lists.page(MuteView.TABLE, request);
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getMute", summary = "One rule")
    MuteView get(@PathVariable UUID id) {
        return require(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "createMute",
            summary = "Mute findings until a time: they are marked in lists and counted nowhere")
    ResponseEntity<MuteView> create(
            @Parameter(required = true, description = "The same with every repeat of this request")
                    @RequestHeader(name = IdempotencyKey.HEADER, required = false)
                    @Nullable String key,
            @Valid @RequestBody NewMute wanted,
            HttpServletRequest request) {
        UUID id = mutes.add(wanted, IdempotencyKey.of(key), person(request));
        return ResponseEntity.created(URI.create("/api/v1/mutes/" + id)).body(require(id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "endMute", summary = "End a rule before its time")
    void end(@PathVariable UUID id, HttpServletRequest request) {
        mutes.end(id, person(request));
    }

    private MuteView require(UUID id) {
        return lists
                .page(MuteView.TABLE, ONE, Condition.of("m.id = :id", "id", id))
                .items()
                .stream()
                .findFirst()
                .orElseThrow(() -> ApiProblem.notFound("mute", id.toString()));
    }

    private static Mutes.Person person(HttpServletRequest request) {
        return new Mutes.Person(request.getUserPrincipal().getName(), request.getRemoteAddr());
    }
}
