package io.vfleet.domain.chain;

import static io.vfleet.domain.chain.Examination.NODE;

import io.vfleet.domain.chain.Expectations.Hugepages;
import io.vfleet.domain.inventory.HugepagePool;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Hugepages asked for on the command line or by the profile are a request; fragmentation, a full
/// NUMA node or a slip in the arguments may leave less.
final class HugepagesShort implements NodeCheck {

    private static final CheckInfo INFO =
            CheckInfo.critical(
                            "hugepages-short",
                            "D41",
                            Link.HUGEPAGES,
                            "Are the hugepages there that the command line or the profile asks"
                                    + " for?")
                    .showing(Symptom.HALF_PERFORMANCE);

    /// One request and what became of it.
    private record Request(Hugepages asked, boolean atBoot, OptionalLong there, String path) {

        boolean unread() {
            return there.isEmpty();
        }

        boolean isShort() {
            return !unread() && there.getAsLong() < asked.count();
        }

        boolean nothing() {
            return !unread() && there.getAsLong() == 0;
        }

        String described() {
            String node =
                    asked.numaNode().isPresent()
                            ? " on NUMA node " + asked.numaNode().getAsInt()
                            : "";
            return "%d of %d hugepages of %s%s are there"
                    .formatted(there.orElse(0), asked.count(), Words.size(asked.sizeKiB()), node);
        }

        Evidence evidence() {
            return Evidence.of(path, Long.toString(there.orElse(0)), "at least " + asked.count());
        }
    }

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host) {
        List<Hugepages> wanted = host.expectations().hugepages();
        HugepageRequests requests = requests(host);
        List<Request> all = new ArrayList<>();
        requests.asked().forEach(one -> all.add(request(host, one, true)));
        wanted.forEach(one -> all.add(request(host, one, false)));
        return conclude(host, all, requests.ignored());
    }

    private static HugepageRequests requests(Examination host) {
        return host.commandLine()
                .map(line -> HugepageRequests.parse(line, size -> supported(host, size)))
                .orElseGet(() -> new HugepageRequests(List.of(), List.of()));
    }

    // the kernel makes a pool for every size it takes; an unread pool may be one
    private static boolean supported(Examination host, long sizeKiB) {
        return host.inventory().hugepages().stream().anyMatch(pool -> pool.sizeKiB() == sizeKiB)
                || host.gap(path(sizeKiB, OptionalInt.empty())).isPresent();
    }

    private static Request request(Examination host, Hugepages asked, boolean atBoot) {
        String path = path(asked.sizeKiB(), asked.numaNode());
        OptionalLong found =
                host.inventory().hugepages().stream()
                        .filter(pool -> pool.sizeKiB() == asked.sizeKiB())
                        .filter(pool -> pool.numaNode().equals(asked.numaNode()))
                        .mapToLong(HugepagePool::total)
                        .findFirst();
        boolean unread = found.isEmpty() && host.gap(path).isPresent();
        OptionalLong there = unread ? found : OptionalLong.of(found.orElse(0));
        return new Request(asked, atBoot, there, path);
    }

    private static String path(long sizeKiB, OptionalInt numaNode) {
        String folder =
                numaNode.isPresent()
                        ? "/sys/devices/system/node/node" + numaNode.getAsInt() + "/hugepages"
                        : "/sys/kernel/mm/hugepages";
        return folder + "/hugepages-" + sizeKiB + "kB/nr_hugepages";
    }

    private static Conclusion conclude(
            Examination host, List<Request> requests, List<String> ignored) {
        List<Request> less = requests.stream().filter(Request::isShort).toList();
        if (!less.isEmpty() || !ignored.isEmpty()) {
            return broken(host, less, ignored);
        }
        Optional<Request> unread = requests.stream().filter(Request::unread).findFirst();
        if (unread.isPresent()) {
            return host.unknown(NODE, unread.get().path());
        }
        if (host.commandLine().isEmpty()) {
            return host.unknown(NODE, Examination.COMMAND_LINE);
        }
        return requests.isEmpty()
                ? new Conclusion.NotApplicable(NODE, "no hugepages are asked for")
                : new Conclusion.Intact(NODE);
    }

    private static Conclusion broken(Examination host, List<Request> less, List<String> ignored) {
        boolean nothing = less.stream().anyMatch(Request::nothing);
        FindingDraft finding =
                new FindingDraft(INFO, NODE, cause(less, ignored))
                        .severity(nothing ? Severity.CRITICAL : Severity.WARNING)
                        .evidence(less.stream().map(Request::evidence).toList());
        less.forEach(one -> finding.fix(fixes(host, one)));
        if (!ignored.isEmpty()) {
            finding.fix(
                    Fix.withReboot(
                            "# put a valid hugepagesz= right before each hugepages= on the command"
                                    + " line, each size once"));
        }
        host.host()
                .kernelCommandLine()
                .ifPresent(line -> finding.evidence(Evidence.of(Examination.COMMAND_LINE, line)));
        return finding.conclude();
    }

    private static String cause(List<Request> less, List<String> ignored) {
        String counts = less.stream().map(Request::described).collect(Collectors.joining("; "));
        String slips =
                "The kernel ignores %s on its command line.".formatted(String.join(" ", ignored));
        String end = ignored.isEmpty() ? "" : " " + slips;
        return less.isEmpty() ? slips : counts + "." + end;
    }

    private static List<Fix> fixes(Examination host, Request one) {
        List<Fix> steps = new ArrayList<>();
        // at run time free memory may be too fragmented, for 1 GiB pages most of all
        steps.add(Fix.of("echo %d > %s".formatted(one.asked().count(), one.path())));
        if (one.atBoot()) {
            steps.add(Fix.withReboot("# reboot: early at boot memory is not yet fragmented"));
            return steps;
        }
        String count =
                one.asked().numaNode().isPresent()
                        ? one.asked().numaNode().getAsInt() + ":" + one.asked().count()
                        : Long.toString(one.asked().count());
        steps.addAll(
                host.bootTool()
                        .add(
                                "hugepagesz=%s hugepages=%s"
                                        .formatted(argument(one.asked().sizeKiB()), count)));
        return steps;
    }

    private static String argument(long sizeKiB) {
        return Words.size(sizeKiB).replace(" ", "").replace("iB", "");
    }
}
