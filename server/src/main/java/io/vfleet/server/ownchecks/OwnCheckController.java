package io.vfleet.server.ownchecks;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.ownchecks.OwnChecks.Editor;
import io.vfleet.server.platform.ApiProblem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Own checks over HTTP.
@RestController
@RequestMapping("/api/v1/own-checks")
@Tag(name = "own checks")
class OwnCheckController {

    private static final Pattern ID = Pattern.compile("own-[a-z0-9][a-z0-9-]{0,59}");

    private final OwnChecks checks;

    OwnCheckController(OwnChecks checks) {
        this.checks = checks;
    }

    @GetMapping
    @Operation(operationId = "listOwnChecks", summary = "Checks that people wrote")
    OwnCheckView.All list() {
        return new OwnCheckView.All(checks.all());
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "getOwnCheck",
            summary = "One own check; its ETag is needed to edit it")
    ResponseEntity<OwnCheckView> get(@PathVariable String id) {
        return answer(checks.require(id));
    }

    @PostMapping("/{id}")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "createOwnCheck",
            summary = "Write an own check: a draft that does not count",
            description =
                    "The expression is parsed and its types are checked; an error names line and column.")
    OwnCheckView create(
            @Parameter(example = "own-numa-of-pf") @PathVariable String id,
            @Valid @RequestBody NewOwnCheck check,
            HttpServletRequest request) {
        return checks.create(check.named(valid(id)), editor(request));
    }

    @PutMapping("/{id}")
    @Operation(
            operationId = "editOwnCheck",
            summary = "Edit an own check: it is a draft again; needs its ETag in If-Match")
    ResponseEntity<OwnCheckView> edit(
            @PathVariable String id,
            @Valid @RequestBody NewOwnCheck check,
            HttpServletRequest request) {
        return answer(checks.edit(check.named(valid(id)), editor(request)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteOwnCheck",
            summary = "Take an own check away; needs its ETag in If-Match")
    void delete(@PathVariable String id, HttpServletRequest request) {
        checks.delete(id, editor(request));
    }

    @PostMapping("/{id}/trial")
    @Operation(
            operationId = "tryOwnCheck",
            summary = "What it would say of the stored fleet; counts nowhere",
            description =
                    "For at most 20 s, on PFs that have VFs, or lost them. A draft has to be tried before it can"
                            + " count.")
    Trial.Result trial(
            @PathVariable String id,
            @Parameter(description = "Nodes at most")
                    @RequestParam(defaultValue = "1000")
                    @Min(1)
                    @Max(20_000)
                    int maxNodes) {
        return checks.trial(id, maxNodes);
    }

    @PostMapping("/{id}/activate")
    @Operation(
            operationId = "activateOwnCheck",
            summary = "Let it count; the fleet is judged anew. Needs its ETag in If-Match")
    ResponseEntity<OwnCheckView> activate(@PathVariable String id, HttpServletRequest request) {
        return answer(checks.activate(id, editor(request)));
    }

    @PostMapping("/{id}/deactivate")
    @Operation(
            operationId = "deactivateOwnCheck",
            summary = "Let it count no more; its findings are resolved. Needs its ETag in If-Match")
    ResponseEntity<OwnCheckView> deactivate(@PathVariable String id, HttpServletRequest request) {
        return answer(checks.deactivate(id, editor(request)));
    }

    private static Editor editor(HttpServletRequest request) {
        return new Editor(
                request.getUserPrincipal().getName(),
                request.getRemoteAddr(),
                request.getHeader(HttpHeaders.IF_MATCH));
    }

    private static String valid(String id) {
        if (!ID.matcher(id).matches()) {
            throw ApiProblem.invalid(
                    "id", id, "like own-numa-of-pf: own-, then letters, digits, -");
        }
        return id;
    }

    private static ResponseEntity<OwnCheckView> answer(OwnCheckView view) {
        return ResponseEntity.ok().eTag(view.tag().value()).body(view);
    }
}
