package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.lists.Condition;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import io.vfleet.server.lists.Page;
import io.vfleet.server.nodes.NamedNodes;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.EntityTag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.io.IOException;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Nodes over HTTP; a path takes a node's id or its hostname.
@RestController
@RequestMapping("/api/v1/nodes")
@Tag(name = "nodes")
class NodeController {

    private final NamedNodes named;
    private final NodeQueries nodes;
    private final ListQueries lists;

    NodeController(NamedNodes named, NodeQueries nodes, ListQueries lists) {
        this.named = named;
        this.nodes = nodes;
        this.lists = lists;
    }

    @GetMapping
    @Operation(operationId = "listNodes", summary = "Nodes")
    Page<NodeView> list(@Valid @ParameterObject ListRequest request) {
        return lists.page(NodeTable.NODES, request);
    }

    @GetMapping("/{node}")
    @Operation(
            operationId = "getNode",
            summary = "One node; the ETag is the version of its labels, for editing them")
    NodeView get(@PathVariable String node, HttpServletResponse response) {
        NodeView view = nodes.node(id(node)).orElseThrow(() -> ApiProblem.notFound("node", node));
        // not by ResponseEntity: it would answer 304 while the labels alone are the same
        response.setHeader(HttpHeaders.ETAG, EntityTag.of(view.labels()).value());
        return view;
    }

    @GetMapping("/{node}/chain")
    @Operation(
            operationId = "getChain",
            summary = "The six links with findings, evidence and fix, as `doctor -o json` has it")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = ChainDocument.class)))
    void chain(@PathVariable String node, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] gzip = nodes.diagnosis(id(node)).orElseThrow(() -> noReport(node));
        new StoredJson(gzip).write(request, response);
    }

    @GetMapping("/{node}/unknowns")
    @Operation(
            operationId = "getUnknowns",
            summary = "What could not be judged, by what would make it known",
            description =
                    "The `unknowns` of the chain's links; `way` is one word for what is missing: root, capability,"
                            + " mount, tool, kernel, driver, module, card, agent, pod, capture, again, by-hand.")
    UnknownsView unknowns(@PathVariable String node) {
        byte[] gzip = nodes.diagnosis(id(node)).orElseThrow(() -> noReport(node));
        return UnknownsView.of(ChainDocument.read(gzip));
    }

    @GetMapping("/{node}/report")
    @Operation(operationId = "getReport", summary = "The last report, every VF with all its fields")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            type = "object",
                                            additionalProperties =
                                                    Schema.AdditionalPropertiesValue.TRUE)))
    void report(@PathVariable String node, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] gzip = nodes.report(id(node)).orElseThrow(() -> noReport(node));
        StoredJson.atLength(gzip).write(request, response);
    }

    @GetMapping("/{node}/physical-functions")
    @Operation(operationId = "listNodePhysicalFunctions", summary = "A node's PFs")
    Page<PhysicalFunctionView> physicalFunctions(
            @PathVariable String node, @Valid @ParameterObject ListRequest request) {
        return lists.page(PhysicalFunctionView.TABLE, request, of(node));
    }

    @GetMapping("/{node}/virtual-functions")
    @Operation(operationId = "listNodeVirtualFunctions", summary = "A node's VFs")
    Page<VirtualFunctionView> virtualFunctions(
            @PathVariable String node, @Valid @ParameterObject ListRequest request) {
        return lists.page(VirtualFunctionView.TABLE, request, of(node));
    }

    @GetMapping("/{node}/history")
    @Operation(operationId = "listNodeHistory", summary = "What happened on a node, newest first")
    Page<EventView> history(
            @PathVariable String node, @Valid @ParameterObject ListRequest request) {
        return lists.page(EventView.TABLE, request, of(node));
    }

    private UUID id(String node) {
        return named.require(node).id();
    }

    private Condition of(String node) {
        return Condition.of("x.node_id = :node", "node", id(node));
    }

    private static ApiProblem noReport(String node) {
        return ApiProblem.notFound("report", node);
    }
}
