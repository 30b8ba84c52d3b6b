package io.vfleet.domain.chain;

import static io.vfleet.domain.testing.HostDraft.machineWide;
import static io.vfleet.domain.testing.HostDraft.onNode;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.HugepagePool;
import io.vfleet.domain.inventory.KernelCommandLine;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HugepagesShortTests {

    private static final String CHECK = "hugepages-short";
    private static final long TWO_MIB = 2048;
    private static final long ONE_GIB = 1048576;

    private static HostDraft host(String commandLine, HugepagePool... pools) {
        return Inventories.healthyHost().commandLine(commandLine).hugepages(pools);
    }

    private static Expectations wanting(Expectations.Hugepages... pages) {
        Expectations none = Expectations.NONE;
        return new Expectations(
                Optional.of("dpdk"),
                none.desiredVfs(),
                none.vfsPerPf(),
                true,
                List.of(pages),
                none.rdma(),
                none.vfAdmin());
    }

    private static Expectations.Hugepages pages(long size, OptionalInt node, long count) {
        return new Expectations.Hugepages(size, node, count);
    }

    @Test
    void noneOfThoseAskedBreaksTheLink() {
        Examined examined =
                Examined.of(host("hugepagesz=1G hugepages=16", machineWide(ONE_GIB, 0)));

        Finding finding = examined.only(CHECK);
        assertThat(examined.at()).contains(Link.HUGEPAGES);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.symptom()).contains(Symptom.HALF_PERFORMANCE);
        assertThat(finding.cause()).isEqualTo("0 of 16 hugepages of 1 GiB are there.");
        assertThat(Examined.commands(finding))
                .containsExactly(
                        "echo 16 > /sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages",
                        "# reboot: early at boot memory is not yet fragmented");
        assertThat(finding.evidence().getFirst().expected()).contains("at least 16");
    }

    @Test
    void someOfThoseAskedIsAWarning() {
        Examined examined =
                Examined.of(host("hugepagesz=1G hugepages=16", machineWide(ONE_GIB, 15)));

        assertThat(examined.verdict()).isEqualTo(LinkState.WARN);
        assertThat(examined.only(CHECK).cause()).startsWith("15 of 16");
    }

    @Test
    void theyBlockNothing() {
        Examined examined =
                Examined.of(host("hugepagesz=1G hugepages=16", machineWide(ONE_GIB, 0)));

        assertThat(examined.only(CHECK).consequences()).isEmpty();
        assertThat(examined.state(Link.VFS)).isEqualTo(LinkState.OK);
        assertThat(examined.state(Link.RDMA)).isEqualTo(LinkState.OK);
    }

    @Test
    void asManyOrMoreThanAskedIsFine() {
        assertThat(Examined.of(Inventories.healthyHost()).state(Link.HUGEPAGES))
                .isEqualTo(LinkState.OK);
        assertThat(
                        Examined.of(host("hugepagesz=2M hugepages=16", machineWide(TWO_MIB, 512)))
                                .state(Link.HUGEPAGES))
                .isEqualTo(LinkState.OK);
    }

    @Test
    void notAskedForIsNotApplicable() {
        Examined examined = Examined.of(host("ro quiet", machineWide(TWO_MIB, 0)));

        assertThat(examined.state(Link.HUGEPAGES)).isEqualTo(LinkState.NOT_APPLICABLE);
        assertThat(examined.verdict()).isEqualTo(LinkState.OK);
        assertThat(Examined.of(host("hugepages=0", machineWide(TWO_MIB, 0))).state(Link.HUGEPAGES))
                .isEqualTo(LinkState.NOT_APPLICABLE);
    }

    @Test
    void eachNumaNodeIsAskedByItself() {
        Examined examined =
                Examined.of(
                        host(
                                "hugepagesz=2M hugepages=0:4,1:8",
                                machineWide(TWO_MIB, 12),
                                onNode(TWO_MIB, 0, 12),
                                onNode(TWO_MIB, 1, 0)));

        assertThat(examined.only(CHECK).cause())
                .isEqualTo("0 of 8 hugepages of 2 MiB on NUMA node 1 are there.");
        assertThat(Examined.commands(examined.only(CHECK)).getFirst())
                .isEqualTo(
                        "echo 8 >"
                                + " /sys/devices/system/node/node1/hugepages/hugepages-2048kB/nr_hugepages");
    }

    @Test
    void theProfileMayAskForMore() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost(),
                        wanting(
                                pages(ONE_GIB, OptionalInt.empty(), 16),
                                pages(ONE_GIB, OptionalInt.of(1), 12)));

        assertThat(examined.only(CHECK).cause())
                .isEqualTo("8 of 12 hugepages of 1 GiB on NUMA node 1 are there.");
        assertThat(Examined.commands(examined.only(CHECK)))
                .anyMatch(step -> step.contains("\"hugepagesz=1G hugepages=1:12\""));
    }

    @Test
    void whatTheKernelIgnoresIsAWarning() {
        Examined examined = Examined.of(host("hugepagesz=3M hugepages=4", machineWide(TWO_MIB, 0)));

        assertThat(examined.verdict()).isEqualTo(LinkState.WARN);
        assertThat(examined.only(CHECK).cause())
                .isEqualTo("The kernel ignores hugepagesz=3M hugepages=4 on its command line.");
    }

    @Test
    void anUnreadPoolIsUnknown() {
        String pool = "/sys/kernel/mm/hugepages/hugepages-1048576kB";
        HostDraft host = host("hugepagesz=1G hugepages=16", machineWide(TWO_MIB, 0));

        assertThat(Examined.of(host.gap(pool + "/nr_hugepages", "EIO")).state(Link.HUGEPAGES))
                .isEqualTo(LinkState.UNKNOWN);
    }

    @Test
    void anUnreadCommandLineIsUnknown() {
        HostDraft host = Inventories.healthyHost().noCommandLine().gap("/proc/cmdline", "EACCES");

        assertThat(Examined.of(host).verdict()).isEqualTo(LinkState.UNKNOWN);
        assertThat(Examined.of(host).at()).contains(Link.HUGEPAGES);
        Expectations met = wanting(pages(ONE_GIB, OptionalInt.empty(), 16));
        assertThat(Examined.of(host, met).verdict()).isEqualTo(LinkState.UNKNOWN);
        Expectations unmet = wanting(pages(ONE_GIB, OptionalInt.empty(), 17));
        assertThat(Examined.of(host, unmet).verdict()).isEqualTo(LinkState.WARN);
    }

    /// size:node:count of each request, `*` for all nodes; then what is ignored.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hugepages=5                                       | 2048:*:5",
                "hugepagesz=2M hugepages=16                        | 2048:*:16",
                "hugepagesz=2m hugepages=16                        | 2048:*:16",
                "hugepagesz=2048K hugepages=16                     | 2048:*:16",
                "hugepagesz=2097152 hugepages=16                   | 2048:*:16",
                "hugepagesz=1GB hugepages=2                        | 1048576:*:2",
                "hugepagesz=1G hugepages=1 hugepagesz=2M hugepages=16 | 2048:*:16 1048576:*:1",
                "default_hugepagesz=1G hugepagesz=1G hugepages=16  | 1048576:*:16",
                "default_hugepagesz=1G hugepages=16                | 1048576:*:16",
                "hugepages=4 default_hugepagesz=1G                 | 1048576:*:4",
                "hugepages=4 hugepagesz=2M hugepages=8             | 2048:*:4 ! hugepages=8",
                "hugepages=4 default_hugepagesz=2M hugepages=8     | 2048:*:8 ! hugepages=4",
                "hugepages=4 default_hugepagesz=2M hugepagesz=2M hugepages=8 | 2048:*:4 ! hugepagesz=2M hugepages=8",
                "hugepages=4 hugepagesz=2M hugepages=8 default_hugepagesz=2M | 2048:*:4 ! hugepages=8",
                "hugepagesz=1G hugepages=2 default_hugepagesz=1G hugepages=7 | 1048576:*:2 ! hugepages=7",
                "hugepagesz=1G hugepagesz=2M default_hugepagesz=1G hugepages=7 | 2048:*:7",
                "default_hugepagesz=1G hugepages=0 hugepagesz=1G hugepages=4 | ! hugepages=4",
                "hugepagesz=1G hugepages=16G                       | 1048576:*:16",
                "hugepagesz=0x40000000 hugepages=2                 | 1048576:*:2",
                "hugepagesz=1Gi hugepages=2                        | 1048576:*:2",
                "hugepagesz=2M hugepages=0:1,                      | 2048:0:1",
                "hugepagesz=2M hugepages=0:1;1:2                   | 2048:0:1",
                "hugepagesz=2M hugepages=0:1,2                     | ! hugepages=0:1,2",
                "hugepagesz=2M hugepages=0:                        | ! hugepages=0:",
                "hugepagesz=089 hugepages=1                        | ! hugepagesz=089 hugepages=1",
                "hugepages=4 hugepagesz=1G hugepages=2             | 2048:*:4 1048576:*:2",
                "hugepagesz=2M hugepages=0:1,1:2                   | 2048:0:1 2048:1:2",
                "hugepages=1:2                                     | 2048:1:2",
                "hugepagesz=3M hugepages=4                         | ! hugepagesz=3M hugepages=4",
                "hugepagesz=3M hugepages=4 hugepages=5             | 2048:*:5 ! hugepagesz=3M hugepages=4",
                "hugepagesz=2M hugepages=1 hugepages=2             | 2048:*:1 ! hugepages=2",
                "hugepagesz=2M hugepages=1 hugepagesz=2M hugepages=2 | 2048:*:1 ! hugepagesz=2M hugepages=2",
                "default_hugepagesz=1G default_hugepagesz=2M hugepages=3 | ! default_hugepagesz=2M hugepages=3",
                "hugepagesz=2M hugepages=many                      | ! hugepages=many",
                "hugepagesz= hugepages=1                           | ! hugepagesz= hugepages=1",
                "hugepagesz=99999999999999999G hugepages=1         | ! hugepagesz=99999999999999999G hugepages=1",
                "transparent_hugepage=always                       | ''",
            })
    void theKernelsRulesDecideWhatIsAsked(String commandLine, String expected) {
        HugepageRequests requests =
                HugepageRequests.parse(
                        KernelCommandLine.parse(commandLine),
                        size -> size == TWO_MIB || size == ONE_GIB);

        assertThat(text(requests)).isEqualTo(expected);
    }

    /// A leading count is of HPAGE_SIZE, which is another one with pages of 64 or 16 KiB.
    @ParameterizedTest
    @CsvSource({
        "64 2048 32768 1048576, 2048",
        "2048 524288 16777216,  524288",
        "2048 32768 1048576,    32768"
    })
    void theUsualSizeGoesWithTheKernelsPages(String sizes, long usual) {
        Set<Long> supported =
                Stream.of(sizes.split(" ")).map(Long::valueOf).collect(Collectors.toSet());
        HugepageRequests requests =
                HugepageRequests.parse(KernelCommandLine.parse("hugepages=5"), supported::contains);

        assertThat(text(requests)).isEqualTo(usual + ":*:5");
    }

    private static String text(HugepageRequests requests) {
        String asked =
                requests.asked().stream()
                        .map(one -> one.sizeKiB() + ":" + node(one.numaNode()) + ":" + one.count())
                        .collect(Collectors.joining(" "));
        String ignored = String.join(" ", requests.ignored());
        return ignored.isEmpty() ? asked : (asked + " ! " + ignored).strip();
    }

    private static String node(OptionalInt node) {
        return node.isPresent() ? Integer.toString(node.getAsInt()) : "*";
    }
}
