package io.vfleet.server.notifications;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.chain.Severity;
import io.vfleet.domain.chain.Symptom;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.server.platform.ApiProblem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which events a target gets, and when.
@Schema(name = "NotificationRules")
record Rules(
        @Valid @Schema(description = "Findings opened and resolved; absent: none")
                @Nullable Findings findings,
        @Valid @Schema(description = "Operations that are over; absent: none")
                @Nullable Operations operations,
        @Schema(description = "Nodes that fall silent and come back", defaultValue = "false")
                @Nullable Boolean silentNodes,
        @Size(max = 2048)
                @Schema(
                        description = "RSQL over nodes; absent: all",
                        example = "labels.site==fra;profile==training")
                @Nullable String nodes,
        @Min(0)
                @Max(3600)
                @Schema(
                        description = "What happens within so many seconds is one message",
                        defaultValue = "30")
                @Nullable Integer groupSeconds,
        @Min(1) @Max(10080) @Schema(description = "Say again what is still open; absent: never")
                @Nullable Integer remindMinutes,
        @Valid @Schema(description = "Only what is critical goes out then, the rest afterwards")
                @Nullable QuietHours quietHours) {

    private static final int GROUP_SECONDS = 30;

    /// Empty lists: all.
    @Schema(name = "NotifiedFindings")
    record Findings(
            @Schema(example = "[\"critical\"]") @Nullable List<String> severities,
            @Schema(example = "[\"vf-not-isolated\"]") @Nullable List<String> symptoms) {

        boolean cover(Happening happened) {
            return covers(severities, happened.severity().orElse(""))
                    && covers(symptoms, happened.symptom().orElse(Happening.NO_SYMPTOM));
        }
    }

    /// Empty list: all.
    @Schema(name = "NotifiedOperations")
    record Operations(
            @Schema(example = "[\"FAILED\", \"PARTIAL\"]") @Nullable List<String> results) {}

    private static boolean covers(@Nullable List<String> listed, String value) {
        return listed == null || listed.isEmpty() || listed.contains(value);
    }

    /// Refuses words that would never match.
    void check() {
        if (findings != null) {
            known("rules.findings.severities", findings.severities(), severities());
            known("rules.findings.symptoms", findings.symptoms(), symptoms());
        }
        if (operations != null) {
            known("rules.operations.results", operations.results(), results());
        }
        if (quietHours != null && quietHours.from().equals(quietHours.to())) {
            throw ApiProblem.invalid(
                    "rules.quietHours.to", quietHours.to(), "another time than from");
        }
    }

    private static void known(String field, @Nullable List<String> given, List<String> words) {
        for (String word : Objects.requireNonNullElse(given, List.<String>of())) {
            if (!words.contains(word)) {
                throw ApiProblem.invalid(field, word, "one of " + String.join(", ", words));
            }
        }
    }

    private static List<String> severities() {
        return Stream.of(Severity.values()).map(Severity::id).toList();
    }

    private static List<String> symptoms() {
        return Stream.concat(
                        Stream.of(Symptom.values()).map(Symptom::id),
                        Stream.of(Happening.NO_SYMPTOM))
                .toList();
    }

    private static List<String> results() {
        return Stream.of(OperationState.values())
                .filter(OperationState::terminal)
                .map(Enum::name)
                .toList();
    }

    /// Whether its target hears of it, the node aside.
    boolean cover(Happening happened) {
        return switch (happened.kind()) {
            case FINDING_OPENED, FINDING_RESOLVED, FINDING_REMINDER ->
                    findings != null && findings.cover(happened);
            case OPERATION_ENDED ->
                    operations != null
                            && covers(operations.results(), happened.result().orElse(""));
            case NODE_SILENT, NODE_BACK -> Boolean.TRUE.equals(silentNodes);
            case TEST -> false;
        };
    }

    boolean wantsSilence() {
        return Boolean.TRUE.equals(silentNodes);
    }

    String selector() {
        return Objects.requireNonNullElse(nodes, "").strip();
    }

    Optional<Duration> reminder() {
        return Optional.ofNullable(remindMinutes).map(Duration::ofMinutes);
    }

    /// When a message that begins now goes out.
    Instant due(Instant now, boolean critical) {
        Instant gathered = now.plusSeconds(Objects.requireNonNullElse(groupSeconds, GROUP_SECONDS));
        if (critical || quietHours == null) {
            return gathered;
        }
        return quietHours.end(gathered).orElse(gathered);
    }
}
