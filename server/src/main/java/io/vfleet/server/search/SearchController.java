package io.vfleet.server.search;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.domain.chain.Chain;
import io.vfleet.domain.chain.CheckInfo;
import io.vfleet.domain.chain.Symptom;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.search.Hit.Kind;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Search over HTTP.
@RestController
@Tag(name = "fleet")
class SearchController {

    private static final int SHORTEST = 2;
    private static final int LONGEST = 100;

    private final SearchQueries queries;

    SearchController(SearchQueries queries) {
        this.queries = queries;
    }

    /// What was found, kind after kind.
    record Found(List<Hit> items) {}

    @GetMapping("/api/v1/search")
    @Operation(
            operationId = "search",
            summary = "Find nodes, functions, pods, symptoms, checks and operations",
            description =
                    "By a part of a hostname; a PCI address, whole or its beginning, with or without domain; a MAC"
                            + " or its first three bytes, however it is written; the beginning of a netdev, a pod"
                            + " (with or without namespace) or an id; words of a symptom or check. Kinds come one"
                            + " after the other.")
    Found search(
            @Parameter(description = "2 to 100 characters", example = "81:00.2") @RequestParam
                    String q,
            @Parameter(description = "How many of each kind at most")
                    @RequestParam(defaultValue = "10")
                    @Min(1)
                    @Max(50)
                    int limit) {
        Term term = Term.of(q);
        if (term.text().length() < SHORTEST || term.text().length() > LONGEST) {
            throw ApiProblem.invalid("q", q, SHORTEST + " to " + LONGEST + " characters");
        }
        return new Found(
                Stream.of(
                                queries.nodes(term, limit),
                                queries.pods(term, limit),
                                queries.physicalFunctions(term, limit),
                                queries.virtualFunctions(term, limit),
                                symptoms(term),
                                checks(term),
                                operations(term, limit))
                        .flatMap(List::stream)
                        .toList());
    }

    private List<Hit> operations(Term term, int limit) {
        return term.ids().map(ids -> queries.operations(ids, limit)).orElse(List.of());
    }

    private static List<Hit> symptoms(Term term) {
        return Stream.of(Symptom.values())
                .filter(symptom -> term.isIn(symptom.id() + " " + symptom.title()))
                .map(symptom ->
                        Hit.named(Kind.symptom, symptom.id(), symptom.title(), symptom.id()))
                .toList();
    }

    private static List<Hit> checks(Term term) {
        return Chain.standard().checks().stream()
                .filter(check -> term.isIn(check.id() + " " + check.title()))
                .map(SearchController::hit)
                .toList();
    }

    private static Hit hit(CheckInfo check) {
        return Hit.named(
                Kind.check,
                check.id(),
                check.title(),
                check.link().id()
                        + check.symptom().map(symptom -> " · " + symptom.id()).orElse(""));
    }
}
