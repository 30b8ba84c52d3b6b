package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.chain.Diagnosis.LinkDiagnosis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Hosts that are rare and real, with the whole verdict an expert would give: what breaks, what is
/// said beside it, and what stays unknown. `-Dvfleet.hosts.update=true` as for the hosts of checks.
class UnusualHostTests {

    static List<HostFile> hosts() {
        return HostFile.in(Path.of("src/test/resources/unusual"));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void isJudgedAsAnExpertWould(HostFile host) throws IOException {
        String said = told(Chain.standard().examine(host.inventory(), host.expectations()));

        if (Boolean.getBoolean("vfleet.hosts.update")) {
            host.accept(said);
            return;
        }
        assertThat(said).as(host.told()).isEqualTo(host.expected());
    }

    private static String told(Diagnosis diagnosis) {
        String verdict =
                Stream.concat(
                                Stream.of(diagnosis.verdict().state().name()),
                                diagnosis.verdict().link().map(Link::id).stream())
                        .collect(Collectors.joining(" at "));
        return verdict
                + "\n"
                + diagnosis.links().stream()
                        .filter(link -> link.state() != LinkState.NOT_APPLICABLE || speaks(link))
                        .map(UnusualHostTests::told)
                        .collect(Collectors.joining());
    }

    private static boolean speaks(LinkDiagnosis link) {
        return !link.findings().isEmpty() || !link.unknowns().isEmpty();
    }

    private static String told(LinkDiagnosis link) {
        Stream<String> findings =
                link.findings().stream().flatMap(finding -> lines(finding, Optional.empty()));
        Stream<String> unknowns =
                link.unknowns().stream()
                        .map(one -> "  ? %s: %s".formatted(one.check(), one.reason()));
        return "%s %s\n".formatted(link.link().id(), link.state())
                + Stream.concat(findings, unknowns)
                        .distinct()
                        .map(line -> line + "\n")
                        .collect(Collectors.joining());
    }

    private static Stream<String> lines(Finding finding, Optional<String> cause) {
        String own =
                "  %s %s, %s: %s%s"
                        .formatted(
                                finding.severity().id(),
                                finding.check(),
                                finding.confidence().id(),
                                finding.cause(),
                                cause.map(of -> " (follows from " + of + ")").orElse(""));
        return Stream.concat(
                Stream.of(own),
                finding.consequences().stream()
                        .flatMap(one -> lines(one, Optional.of(finding.check()))));
    }
}
