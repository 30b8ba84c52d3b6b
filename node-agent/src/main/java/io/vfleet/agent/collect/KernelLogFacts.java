package io.vfleet.agent.collect;

import io.vfleet.agent.host.Reading;
import io.vfleet.domain.inventory.KernelLine;
import io.vfleet.domain.inventory.NetworkFunction;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.UpstreamPort;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The kernel's lines about the functions of a report: of a PF and all its VFs together a few, of
/// the machine some more.
final class KernelLogFacts {

    static final String PATH = "/dev/kmsg";

    private static final int MOST = 1024;
    private static final int MOST_OF_A_SUBJECT = 12;
    private static final Comparator<KernelLine> NEWEST_FIRST =
            Comparator.comparing(KernelLine::at).reversed();

    // not by time: a line seen again would change the order, and with it the digest
    private static final Comparator<KernelLine> ORDER =
            Comparator.comparing(KernelLogFacts::subject)
                    .thenComparing(KernelLine::shape)
                    .thenComparing(KernelLine::text);

    private final Map<PciAddress, PciAddress> subjects = new HashMap<>();

    private KernelLogFacts(
            List<PhysicalFunction> pfs,
            List<VirtualFunction> orphans,
            List<NetworkFunction> others) {
        orphans.forEach(vf -> subjects.put(vf.address(), vf.address()));
        others.forEach(other -> subjects.put(other.address(), other.address()));
        pfs.forEach(this::add);
    }

    private void add(PhysicalFunction pf) {
        subjects.put(pf.address(), pf.address());
        pf.virtualFunctions().forEach(vf -> subjects.put(vf.address(), pf.address()));
        pf.upstream().stream().map(UpstreamPort::address).forEach(port -> subjects.put(port, port));
    }

    static List<KernelLine> read(
            Look look,
            List<PhysicalFunction> pfs,
            List<VirtualFunction> orphans,
            List<NetworkFunction> others) {
        return switch (look.kernelLines()) {
            case Reading.Value<List<KernelLine>>(var lines) ->
                    new KernelLogFacts(pfs, orphans, others).about(lines);
            case Reading.Absent<List<KernelLine>>() -> List.of();
            case Reading.Failed<List<KernelLine>>(String reason) -> {
                look.gap(PATH, reason);
                yield List.of();
            }
        };
    }

    /// A line about a VF is its PF's; the text tells which VF. Lines of other devices are left out.
    private List<KernelLine> about(List<KernelLine> lines) {
        Map<String, Map<String, KernelLine>> bySubject = new TreeMap<>();
        lines.stream()
                .flatMap(line -> ofSubject(line).stream())
                .sorted(NEWEST_FIRST)
                .forEach(line ->
                        bySubject
                                .computeIfAbsent(subject(line), _ -> new TreeMap<>())
                                .merge(line.shape(), line, KernelLogFacts::both));
        List<KernelLine> kept = new ArrayList<>();
        bySubject.values().forEach(alike -> kept.addAll(newest(alike)));
        return kept.stream().sorted(NEWEST_FIRST).limit(MOST).sorted(ORDER).toList();
    }

    private Optional<KernelLine> ofSubject(KernelLine line) {
        return line.about()
                .map(function -> Optional.ofNullable(subjects.get(function)))
                .map(subject -> subject.map(of -> line.of(of)))
                .orElse(Optional.of(line));
    }

    private static List<KernelLine> newest(Map<String, KernelLine> alike) {
        boolean ofTheMachine = alike.values().stream().allMatch(line -> line.about().isEmpty());
        return alike.values().stream()
                .sorted(NEWEST_FIRST)
                .limit(ofTheMachine ? Long.MAX_VALUE : MOST_OF_A_SUBJECT)
                .toList();
    }

    private static KernelLine both(KernelLine newer, KernelLine older) {
        return newer.seen(newer.count() + older.count());
    }

    private static String subject(KernelLine line) {
        return line.about().map(PciAddress::toString).orElse("");
    }
}
