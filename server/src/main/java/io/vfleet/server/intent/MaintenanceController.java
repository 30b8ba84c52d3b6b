package io.vfleet.server.intent;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.nodes.NamedNodes;
import io.vfleet.server.platform.ApiProblem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// A node's maintenance over HTTP.
@RestController
@RequestMapping("/api/v1/nodes/{node}/maintenance")
@Tag(name = "nodes")
class MaintenanceController {

    private final NamedNodes named;
    private final Maintenance maintenance;

    MaintenanceController(NamedNodes named, Maintenance maintenance) {
        this.named = named;
        this.maintenance = maintenance;
    }

    /// Until when, and why.
    record NewMaintenance(@NotNull Instant until, @NotBlank @Size(max = 500) String reason) {}

    @GetMapping
    @Operation(operationId = "getMaintenance", summary = "Whether people are at work on the node")
    MaintenanceView get(@PathVariable String node) {
        return maintenance
                .find(named.require(node).id())
                .orElseThrow(() -> ApiProblem.notFound("maintenance of", node));
    }

    @PutMapping
    @Operation(
            operationId = "setMaintenance",
            summary = "Mute the node's findings and write nothing on it until a time")
    MaintenanceView set(
            @PathVariable String node,
            @Valid @RequestBody NewMaintenance wanted,
            HttpServletRequest request) {
        return maintenance.set(edit(node, request), wanted.until(), wanted.reason());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "endMaintenance", summary = "End a maintenance before its time")
    void end(@PathVariable String node, HttpServletRequest request) {
        maintenance.end(edit(node, request));
    }

    private Maintenance.Edit edit(String node, HttpServletRequest request) {
        return new Maintenance.Edit(
                named.require(node), request.getUserPrincipal().getName(), request.getRemoteAddr());
    }
}
