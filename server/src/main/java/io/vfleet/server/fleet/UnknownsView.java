package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.chain.Chain;
import io.vfleet.domain.chain.CheckInfo;
import io.vfleet.domain.remedy.Advice;
import io.vfleet.server.fleet.ChainDocument.ChainLink;
import io.vfleet.server.fleet.ChainDocument.ChainUnknown;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What could not be judged of a node, by what would make it known.
@Schema(name = "Unknowns")
record UnknownsView(@Schema(description = "What answers most questions first") List<ToKnow> items) {

    private static final Set<String> CRITICAL =
            Chain.standard().checks().stream()
                    .filter(CheckInfo::critical)
                    .map(CheckInfo::id)
                    .collect(Collectors.toUnmodifiableSet());

    /// One thing to do, and the questions it answers.
    @Schema(name = "ToKnow")
    record ToKnow(
            @Schema(example = "root") String way,
            @Schema(example = "run the agent as root") String advice,
            List<Question> questions) {}

    /// A check that could not read its input.
    @Schema(name = "UnknownQuestion")
    record Question(
            String link,
            String check,
            @Schema(description = "Whether the link is UNKNOWN because of it") boolean critical,
            @Schema(example = "pf 0000:81:00.0") String subject,
            String path,
            String reason) {

        static Question of(String link, ChainUnknown unknown) {
            return new Question(
                    link,
                    unknown.check(),
                    CRITICAL.contains(unknown.check()),
                    unknown.subject(),
                    unknown.path(),
                    unknown.reason());
        }
    }

    static UnknownsView of(ChainDocument chain) {
        Map<Advice, List<Question>> questions =
                chain.links().stream()
                        .flatMap(UnknownsView::questions)
                        .collect(
                                Collectors.groupingBy(
                                        question -> Advice.of(question.path(), question.reason()),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        return new UnknownsView(
                questions.entrySet().stream()
                        .sorted(Comparator.comparing(entry -> -entry.getValue().size()))
                        .map(entry ->
                                new ToKnow(
                                        entry.getKey().way().id(),
                                        entry.getKey().text(),
                                        entry.getValue()))
                        .toList());
    }

    private static Stream<Question> questions(ChainLink link) {
        return link.unknowns().stream().map(unknown -> Question.of(link.link(), unknown));
    }
}
