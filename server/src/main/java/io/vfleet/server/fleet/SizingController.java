package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import io.vfleet.server.lists.Page;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Sizing over HTTP: "32 VFs per port everywhere?".
@RestController
@RequestMapping("/api/v1/sizing")
@Tag(name = "fleet")
class SizingController {

    private final ListQueries lists;

    SizingController(ListQueries lists) {
        this.lists = lists;
    }

    @GetMapping
    @Operation(
            operationId = "listSizing",
            summary = "Whether each PF could have so many VFs, and why not",
            description =
                    "By the last report. What could not be read is UNKNOWN, never YES; VFs that are there are"
                            + " possible.")
    Page<SizingView> list(
            @Valid @ParameterObject SizingQuestion question,
            @Valid @ParameterObject ListRequest request) {
        return lists.page(SizingView.table(question), request);
    }

    @GetMapping("/summary")
    @Operation(
            operationId = "getSizingSummary",
            summary = "How many PFs could have so many VFs, by what says no")
    SizingSummary summary(
            @Valid @ParameterObject SizingQuestion question,
            @Parameter(description = "As of the list") @RequestParam(required = false)
                    @Nullable String filter) {
        ListRequest all = new ListRequest(null, null, null, filter);
        return SizingSummary.of(
                question.wanted(),
                lists.groups(
                        SizingView.table(question),
                        all,
                        SizingSummary.Group.columns(question),
                        3,
                        SizingSummary.Group::of));
    }
}
