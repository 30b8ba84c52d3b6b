package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import io.vfleet.server.lists.Page;
import io.vfleet.server.platform.EntityTag;
import jakarta.validation.Valid;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The fleet as a whole over HTTP.
@RestController
@RequestMapping("/api/v1")
@Tag(name = "fleet")
class FleetController {

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
            summary = "The symptom table: how each is detected, and what is open on online nodes")
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

    @GetMapping("/events")
    @Operation(operationId = "listEvents", summary = "What happened in the fleet, newest first")
    Page<EventView> events(@Valid @ParameterObject ListRequest request) {
        return lists.page(EventView.TABLE, request);
    }
}
