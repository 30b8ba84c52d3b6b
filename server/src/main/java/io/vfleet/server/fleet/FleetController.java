package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.lists.Condition;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import io.vfleet.server.lists.Page;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.EntityTag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The fleet as a whole over HTTP.
@RestController
@RequestMapping("/api/v1")
@Tag(name = "fleet")
class FleetController {

    private static final ListRequest ONE = new ListRequest(1, null, null, null);

    private final ListQueries lists;
    private final SummaryQueries summary;
    private final SymptomQueries symptoms;
    private final NodeQueries nodes;

    FleetController(
            ListQueries lists, SummaryQueries summary, SymptomQueries symptoms, NodeQueries nodes) {
        this.lists = lists;
        this.summary = summary;
        this.symptoms = symptoms;
        this.nodes = nodes;
    }

    @GetMapping("/fleet/summary")
    @Operation(
            operationId = "getFleetSummary",
            summary = "The fleet in numbers, all of one moment",
            description =
                    "Verdicts, chain, VFs and findings count nodes that are ONLINE; LATE and OFFLINE ones are"
                            + " `silent` and never counted healthy.")
    FleetSummary summary() {
        return summary.summary();
    }

    @GetMapping("/fleet/map")
    @Operation(
            operationId = "getFleetMap",
            summary = "All nodes at once, each with what a map shows of it",
            description =
                    "`If-None-Match` with the last answer's ETag is answered 304 while it holds.")
    ResponseEntity<FleetMap> map() {
        FleetMap map = new FleetMap(nodes.places());
        return ResponseEntity.ok()
                .eTag(EntityTag.of(map.items().toArray()).value())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(map);
    }

    @GetMapping("/symptoms")
    @Operation(
            operationId = "listSymptoms",
            summary = "The symptom table with open findings of online nodes")
    SymptomView.Table symptoms() {
        return symptoms.table();
    }

    @GetMapping("/physical-functions")
    @Operation(operationId = "listPhysicalFunctions", summary = "PFs of all nodes")
    Page<PhysicalFunctionView> physicalFunctions(@Valid @ParameterObject ListRequest request) {
        return lists.page(PhysicalFunctionView.TABLE, request);
    }

    @GetMapping("/virtual-functions")
    @Operation(operationId = "listVirtualFunctions", summary = "VFs of all nodes")
    Page<VirtualFunctionView> virtualFunctions(@Valid @ParameterObject ListRequest request) {
        return lists.page(VirtualFunctionView.TABLE, request);
    }

    @GetMapping("/findings")
    @Operation(operationId = "listFindings", summary = "Findings, newest change first")
    Page<FindingView> findings(
            @Valid @ParameterObject ListRequest request,
            @Parameter(description = "Also those that are no longer so")
                    @RequestParam(defaultValue = "false")
                    boolean includeResolved) {
        return lists.page(
                FindingView.TABLE, request, includeResolved ? Condition.ALL : FindingView.OPEN);
    }

    @GetMapping("/findings/{id}")
    @Operation(operationId = "getFinding", summary = "One finding")
    FindingView finding(@PathVariable UUID id) {
        return lists
                .page(FindingView.TABLE, ONE, Condition.of("x.id = :id", "id", id))
                .items()
                .stream()
                .findFirst()
                .orElseThrow(() -> ApiProblem.notFound("finding", id.toString()));
    }

    @GetMapping("/events")
    @Operation(operationId = "listEvents", summary = "What happened in the fleet, newest first")
    Page<EventView> events(@Valid @ParameterObject ListRequest request) {
        return lists.page(EventView.TABLE, request);
    }
}
