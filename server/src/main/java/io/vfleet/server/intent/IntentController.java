package io.vfleet.server.intent;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.server.nodes.NamedNodes;
import io.vfleet.server.platform.ApiProblem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Edits of what is wanted, over HTTP.
@RestController
@RequestMapping("/api/v1/nodes/{node}")
@Tag(name = "nodes")
class IntentController {

    private final NamedNodes named;
    private final Desired desired;
    private final EditedLabels labels;

    IntentController(NamedNodes named, Desired desired, EditedLabels labels) {
        this.named = named;
        this.desired = desired;
        this.labels = labels;
    }

    /// How many VFs, and why.
    record NewDesired(
            @NotNull @Min(0) @Max(65535) @Schema(example = "8") Integer numVfs,
            @NotBlank @Size(max = 500) @Schema(example = "training profile") String reason) {}

    /// Labels to set, or to take away by null.
    record LabelPatch(
            @NotEmpty @Size(max = 64) @Schema(example = "{\"rack\": \"r12\", \"slot\": null}")
                    Map<
                                    @Pattern(
                                            regexp = "[A-Za-z0-9][A-Za-z0-9._/-]{0,62}",
                                            message = "must be a label's name")
                                    String,
                                    @Nullable @Size(max = 200) String>
                            labels) {}

    /// All labels after the edit.
    record LabelsView(Map<String, String> labels) {}

    @PatchMapping
    @Operation(
            operationId = "editNode",
            summary = "Set labels over those the agent reports; needs the node's ETag in If-Match")
    ResponseEntity<LabelsView> labels(
            @PathVariable String node,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody LabelPatch patch,
            Principal caller) {
        Map<String, String> now =
                labels.merge(
                        new EditedLabels.Edit(
                                named.require(node).id(),
                                patch.labels(),
                                caller.getName(),
                                ifMatch));
        return ResponseEntity.ok().eTag(EditedLabels.tag(now).value()).body(new LabelsView(now));
    }

    @GetMapping("/physical-functions/{bdf}/desired")
    @Operation(operationId = "getDesiredVfs", summary = "How many VFs are wanted")
    ResponseEntity<DesiredView> desired(@PathVariable String node, @PathVariable String bdf) {
        var key = new PfKey(named.require(node).id(), address(bdf).toString());
        return answer(
                desired.find(key).orElseThrow(() -> ApiProblem.notFound("desired count", bdf)));
    }

    @PutMapping("/physical-functions/{bdf}/desired")
    @Operation(
            operationId = "setDesiredVfs",
            summary = "Say how many VFs are wanted; the node is judged by it at once")
    ResponseEntity<DesiredView> setDesired(
            @PathVariable String node,
            @PathVariable String bdf,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody NewDesired wanted,
            Principal caller) {
        var edit = new Desired.Edit(named.require(node), address(bdf), caller.getName(), ifMatch);
        return answer(desired.set(edit, wanted.numVfs(), wanted.reason()));
    }

    @DeleteMapping("/physical-functions/{bdf}/desired")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "withdrawDesiredVfs", summary = "Want no particular number any more")
    void withdraw(
            @PathVariable String node,
            @PathVariable String bdf,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Principal caller) {
        desired.withdraw(
                new Desired.Edit(named.require(node), address(bdf), caller.getName(), ifMatch));
    }

    private static ResponseEntity<DesiredView> answer(DesiredView view) {
        return ResponseEntity.ok().eTag(view.tag().value()).body(view);
    }

    private static PciAddress address(String bdf) {
        return PciAddress.find(bdf)
                .orElseThrow(
                        () -> ApiProblem.invalid("bdf", bdf, "a PCI address like 0000:81:00.0"));
    }
}
