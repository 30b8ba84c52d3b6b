package io.vfleet.server.plans;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Plans over HTTP.
@RestController
@RequestMapping("/api/v1/plans")
@Tag(name = "operations")
class PlanController {

    private final Plans plans;

    PlanController(Plans plans) {
        this.plans = plans;
    }

    @PostMapping
    @Operation(
            operationId = "createPlan",
            summary =
                    "What a change would do, of one PF or of all that a selector finds; touches no node")
    @ApiResponse(responseCode = "201", description = "Made; Location leads to it")
    ResponseEntity<PlanView> create(
            @Valid @RequestBody NewPlan wanted, HttpServletRequest request) {
        PlanView plan = plans.make(wanted, request.getUserPrincipal().getName());
        return ResponseEntity.created(URI.create("/api/v1/plans/" + plan.id().orElseThrow()))
                .body(plan);
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getPlan", summary = "A plan as it was made")
    PlanView get(@PathVariable UUID id) {
        return plans.require(id);
    }
}
