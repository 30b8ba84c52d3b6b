package io.vfleet.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.CapturedTrees;
import io.vfleet.agent.collect.InventoryCollector;
import io.vfleet.agent.host.DirectoryHost;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.Reading;
import io.vfleet.domain.chain.Diagnosis;
import io.vfleet.domain.chain.Finding;
import io.vfleet.domain.chain.LinkState;
import io.vfleet.domain.chain.Severity;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.KernelLine;
import io.vfleet.domain.inventory.VfAdmin;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever single file or folder of a captured host cannot be read, or was not captured: a verdict
/// moves towards UNKNOWN or not at all. A function of which nothing was captured is not there. Some
/// of them in an ordinary run, all with `-Dvfleet.unread=all`.
class UnreadFilesTests {

    private static final int SOME = 40;
    private static final boolean ALL = "all".equals(System.getProperty("vfleet.unread"));
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    @ParameterizedTest
    @EnumSource
    void whatMayNotBeReadIsUnknown(CapturedTrees tree) {
        Host host = new DirectoryHost(tree.root());
        examineAll(
                host,
                new Without(host, "", new Reading.Failed<>("Permission denied"), host.whole()));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNotCapturedIsUnknown(CapturedTrees tree) {
        Host host = new DirectoryHost(tree.root());
        examineAll(host, new Without(host, "", new Reading.Absent<>(), false));
    }

    private static void examineAll(Host host, Without whole) {
        Diagnosis before = examine(whole);
        List<String> violations = new ArrayList<>();
        boolean captured = whole.instead instanceof Reading.Failed;
        for (String path : paths(host)) {
            if (!captured && path.matches("/sys/bus/pci/devices(/[^/]*)?")) {
                continue;
            }
            Diagnosis after = examine(whole.without(path));
            violations.addAll(violations(path, before, after));
        }
        assertThat(violations).isEmpty();
    }

    private static List<String> violations(String path, Diagnosis before, Diagnosis after) {
        List<String> violations = new ArrayList<>();
        Map<String, LinkState> states = states(before);
        states(after)
                .forEach((what, now) -> {
                    LinkState then = states.getOrDefault(what, now);
                    if (!allowed(then, now)) {
                        violations.add("without %s: %s %s -> %s".formatted(path, what, then, now));
                    }
                });
        Set<String> made = findings(after);
        made.removeAll(findings(before));
        made.forEach(finding -> violations.add("without %s: %s".formatted(path, finding)));
        return violations;
    }

    // what was blocked by a cause that is not known any more is judged by itself
    private static boolean allowed(LinkState then, LinkState now) {
        return now == then || now == LinkState.UNKNOWN || then == LinkState.BLOCKED;
    }

    private static Map<String, LinkState> states(Diagnosis diagnosis) {
        Map<String, LinkState> states = new TreeMap<>();
        states.put("verdict", diagnosis.verdict().state());
        diagnosis.links().forEach(link -> states.put(link.link().name(), link.state()));
        diagnosis
                .physicalFunctions()
                .forEach(pf -> states.put(pf.address().toString(), pf.verdict().state()));
        return states;
    }

    private static Set<String> findings(Diagnosis diagnosis) {
        return diagnosis
                .findings()
                .filter(finding -> finding.severity() != Severity.INFO)
                .map(UnreadFilesTests::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(Finding finding) {
        return finding.check() + " of " + finding.subject();
    }

    /// What a look reads, in an order by chance that is the same in every run.
    private static List<String> paths(Host host) {
        Without noting = new Without(host, "", new Reading.Absent<>(), host.whole());
        examine(noting);
        List<String> paths = new ArrayList<>(noting.read);
        Collections.shuffle(paths, new Random(42));
        return ALL ? paths : paths.subList(0, Math.min(SOME, paths.size()));
    }

    private static Diagnosis examine(Host host) {
        return DoctorCommand.examine(
                new InventoryCollector(host, CLOCK, "test").collect(Journal.EMPTY));
    }

    /// A host that lacks one file or folder; notes what was read.
    private static final class Without implements Host {

        private final Host host;
        private final String lacking;
        private final Reading<?> instead;
        private final boolean whole;
        private final TreeSet<String> read = new TreeSet<>();
        private final Map<String, Reading<?>> known;

        Without(Host host, String lacking, Reading<?> instead, boolean whole) {
            this(host, lacking, instead, whole, new HashMap<>());
        }

        /// @param known what the host answered: asking it anew took most of the time
        private Without(
                Host host,
                String lacking,
                Reading<?> instead,
                boolean whole,
                Map<String, Reading<?>> known) {
            this.host = host;
            this.known = known;
            this.lacking = lacking;
            this.instead = instead;
            this.whole = whole;
        }

        Without without(String path) {
            return new Without(host, path, instead, whole, known);
        }

        @Override
        public Reading<String> text(String path) {
            return reading(path, "text", () -> host.text(path));
        }

        @Override
        public Reading<byte[]> bytes(String path, int limit) {
            return reading(path, "bytes" + limit, () -> host.bytes(path, limit));
        }

        @Override
        public Reading<List<String>> list(String path) {
            return reading(path, "list", () -> host.list(path)).map(names -> kept(path, names));
        }

        // what may not be read is listed all the same
        private List<String> kept(String path, List<String> names) {
            return names.stream()
                    .filter(name ->
                            instead instanceof Reading.Failed
                                    || !(path + "/" + name).equals(lacking))
                    .toList();
        }

        @Override
        public Reading<String> link(String path) {
            return reading(path, "link", () -> host.link(path));
        }

        @Override
        public Reading<Instant> modified(String path) {
            return host.modified(path);
        }

        @Override
        public Reading<List<KernelLine>> kernelLines() {
            return host.kernelLines();
        }

        @Override
        public Reading<SortedMap<Integer, VfAdmin>> vfAdmin(String netdev) {
            return host.vfAdmin(netdev);
        }

        @Override
        public boolean whole() {
            return whole;
        }

        @Override
        public boolean here() {
            return host.here();
        }

        @SuppressWarnings("unchecked")
        private <T> Reading<T> reading(String path, String how, Supplier<Reading<T>> asked) {
            Reading<T> honest =
                    (Reading<T>) known.computeIfAbsent(how + " " + path, _ -> asked.get());
            honest.found().ifPresent(_ -> read.add(path));
            boolean lacks = path.equals(lacking) || path.startsWith(lacking + "/");
            return lacks && !lacking.isEmpty() ? lost() : honest;
        }

        private <T> Reading<T> lost() {
            return instead instanceof Reading.Failed<?>(String reason)
                    ? new Reading.Failed<>(reason)
                    : new Reading.Absent<>();
        }
    }
}
