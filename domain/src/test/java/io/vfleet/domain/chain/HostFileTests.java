package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.remedy.Fix;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each check says of the hosts in its folder, word by word. After a change of words run with
/// `-Dvfleet.hosts.update=true` and read the difference.
class HostFileTests {

    // read once: a test of mutations asks for them again with every host
    private static final List<HostFile> HOSTS = HostFile.all();

    /// What the agent remembers has no gaps.
    private static final Set<String> ALWAYS_KNOWN = Set.of("vf-write-failed");

    static List<HostFile> hosts() {
        return HOSTS;
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void isJudgedAsItSays(HostFile host) throws IOException {
        Examination examination = examination(host);
        Check check = Chain.standard().check(host.check());

        String said =
                Conclusions.of(check, examination)
                        .map(one -> told(one.conclusion()))
                        .collect(Collectors.joining());

        if (Boolean.getBoolean("vfleet.hosts.update")) {
            host.accept(said);
            return;
        }
        assertThat(said).as(host.told()).isEqualTo(host.expected());
    }

    @Test
    void everyCheckHasItsFolder() {
        assertThat(HOSTS.stream().map(HostFile::check).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Chain.standard().checks().stream().map(CheckInfo::id).toList());
    }

    @Test
    void everyFolderShowsTheCheckFailingHoldingAndNotKnowing() {
        HOSTS.stream()
                .collect(Collectors.groupingBy(HostFile::check))
                .forEach((check, hosts) ->
                        assertThat(hosts.stream().flatMap(host -> outcomes(host.expected())))
                                .as(check)
                                .contains("FAIL", "OK")
                                .contains(ALWAYS_KNOWN.contains(check) ? "OK" : "UNKNOWN"));
    }

    private static Stream<String> outcomes(String expected) {
        return expected.lines()
                .filter(line -> !line.startsWith(" "))
                .map(line -> line.split(" ")[0]);
    }

    private static Examination examination(HostFile host) {
        List<Scope> scopes = Scope.of(host.inventory(), host.expectations());
        return new Examination(
                host.inventory(),
                host.expectations(),
                scopes.stream().filter(Scope::counts).map(Scope::pf).toList());
    }

    private static String told(Conclusion conclusion) {
        return switch (conclusion) {
            case Conclusion.Intact(Subject subject) -> "OK %s%n".formatted(subject);
            case Conclusion.NotApplicable(Subject subject, String why) ->
                    "NOTHING TO ASK OF %s: %s%n".formatted(subject, why);
            case Conclusion.Unknown(Subject subject, String path, String reason) ->
                    "UNKNOWN %s%n  %s: %s%n".formatted(subject, path, reason);
            case Conclusion.Blocked(Subject subject, String path, String why) ->
                    "BLOCKED %s%n  %s: %s%n".formatted(subject, path, why);
            case Conclusion.Broken(Finding finding) -> told(finding);
        };
    }

    private static String told(Finding finding) {
        StringBuilder text = new StringBuilder();
        text.append(
                "FAIL %s, %s, %s, %s, %s%n"
                        .formatted(
                                finding.subject(),
                                finding.severity().id(),
                                finding.confidence().id(),
                                finding.symptom().map(Symptom::id).orElse("no symptom"),
                                finding.reference()));
        text.append("  %s%n".formatted(finding.cause()));
        finding.evidence()
                .forEach(one ->
                        text.append("  read  %s: %s%n".formatted(one.path(), one.value()))
                                .append(
                                        one.expected()
                                                .map(wanted -> "  want  %s%n".formatted(wanted))
                                                .orElse("")));
        finding.fix().forEach(fix -> text.append("  fix   %s%n".formatted(told(fix))));
        return text.toString();
    }

    private static String told(Fix fix) {
        TreeSet<String> costs = new TreeSet<>();
        if (fix.reboot()) {
            costs.add("reboot");
        }
        if (fix.destroysVfs()) {
            costs.add("destroys VFs");
        }
        if (fix.window() && costs.isEmpty()) {
            costs.add("window");
        }
        fix.vfleet().map(OperationKind::name).ifPresent(costs::add);
        return costs.isEmpty() ? fix.command() : fix.command() + "   " + costs;
    }
}
