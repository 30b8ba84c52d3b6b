package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.lists.Condition;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import io.vfleet.server.lists.Page;
import io.vfleet.server.platform.ApiProblem;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Findings of all nodes over HTTP.
@RestController
@RequestMapping("/api/v1/findings")
@Tag(name = "findings")
class FindingController {

    private static final ListRequest ONE = new ListRequest(1, null, null, null);

    private final ListQueries lists;
    private final FindingQueries queries;
    private final FindingGroupQueries groups;

    FindingController(ListQueries lists, FindingQueries queries, FindingGroupQueries groups) {
        this.lists = lists;
        this.queries = queries;
        this.groups = groups;
    }

    @GetMapping
    @Operation(operationId = "listFindings", summary = "Findings, newest change first")
    Page<FindingView> findings(
            @Valid @ParameterObject ListRequest request,
            @Parameter(description = "Also those that are no longer so")
                    @RequestParam(defaultValue = "false")
                    boolean includeResolved) {
        return lists.page(
                FindingView.TABLE, request, includeResolved ? Condition.ALL : FindingView.OPEN);
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getFinding", summary = "One finding with its trail")
    FindingView finding(@PathVariable UUID id) {
        FindingView finding =
                lists
                        .page(FindingView.TABLE, ONE, Condition.of("x.id = :id", "id", id))
                        .items()
                        .stream()
                        .findFirst()
                        .orElseThrow(() -> ApiProblem.notFound("finding", id.toString()));
        return finding.with(queries.trail(finding));
    }

    @GetMapping("/groups")
    @Operation(
            operationId = "groupFindings",
            summary = "Open findings in groups, most nodes first, with their last day")
    FindingGroups groups(
            @Parameter(description = "As of the list: `labels.rack==r1*;severity==critical`")
                    @RequestParam(required = false)
                    @Nullable String filter,
            @Parameter(description = "What makes a group") @RequestParam(defaultValue = "SYMPTOM")
                    FindingGroups.By by) {
        return groups.groups(filter == null ? "" : filter.strip(), by);
    }
}
