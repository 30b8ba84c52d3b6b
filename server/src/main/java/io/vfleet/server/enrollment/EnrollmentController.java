package io.vfleet.server.enrollment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import io.vfleet.server.lists.Page;
import io.vfleet.server.nodes.Decision;
import io.vfleet.server.nodes.Node;
import io.vfleet.server.nodes.Node.Enrollment;
import io.vfleet.server.nodes.Nodes;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import jakarta.validation.Valid;
import java.security.Principal;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Nodes that wait to be let in, over HTTP. Deciding twice the same is no error.
@RestController
@RequestMapping("/api/v1/enrollments")
@Tag(name = "enrollment")
class EnrollmentController {

    private final Nodes nodes;
    private final ListQueries lists;

    EnrollmentController(Nodes nodes, ListQueries lists) {
        this.nodes = nodes;
        this.lists = lists;
    }

    /// How a node's enrollment stands now.
    @Schema(name = "EnrollmentDecision")
    record DecisionView(UUID id, String hostname, Enrollment state) {

        static DecisionView of(Node node) {
            return new DecisionView(node.id(), node.hostname(), node.enrollment());
        }
    }

    @GetMapping
    @Operation(
            operationId = "listEnrollments",
            summary = "All enrollments, newest first; `filter=state==PENDING` are those that wait")
    Page<EnrollmentView> list(@Valid @ParameterObject ListRequest request) {
        return lists.page(EnrollmentView.TABLE, request);
    }

    @PostMapping("/{id}/approve")
    @Operation(operationId = "approveEnrollment", summary = "Let a node in")
    DecisionView approve(@PathVariable UUID id, Principal caller) {
        return answer(id, nodes.approve(id, caller.getName()), Enrollment.APPROVED);
    }

    @PostMapping("/{id}/reject")
    @Operation(operationId = "rejectEnrollment", summary = "Keep a node out")
    DecisionView reject(@PathVariable UUID id, Principal caller) {
        return answer(id, nodes.reject(id, caller.getName()), Enrollment.REJECTED);
    }

    @PostMapping("/{id}/retire")
    @Operation(
            operationId = "retireNode",
            summary = "Take a node that is gone for good out of the fleet; its history stays")
    DecisionView retire(@PathVariable UUID id, Principal caller) {
        return answer(id, nodes.retire(id, caller.getName()), Enrollment.RETIRED);
    }

    private static DecisionView answer(UUID id, Decision decision, Enrollment wanted) {
        return switch (decision) {
            case Decision.Done(var node) -> DecisionView.of(node);
            case Decision.Missing() -> throw ApiProblem.notFound("enrollment", id.toString());
            case Decision.Refused(var node) when node.enrollment() == wanted ->
                    DecisionView.of(node);
            case Decision.Refused(var node) -> throw refused(node);
        };
    }

    private static ApiProblem refused(Node node) {
        return new ApiProblem(
                        ProblemType.CONFLICT,
                        "The node's enrollment is " + node.enrollment() + " already")
                .with("value", node.enrollment());
    }
}
