package io.vfleet.domain.wire;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vfleet.domain.inventory.NodeInventory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadDocumentTests {

    private static final String SMALLEST =
            """
            {"schemaVersion":1,"agentVersion":"0.1.0","collectedAt":"2026-03-01T12:00:00Z",\
            "host":{},"iommu":{}}\
            """;

    static Stream<Arguments> documents() {
        return Stream.of(
                arguments("", "", "the document is empty, expected an object"),
                arguments(
                        "hello",
                        "",
                        "the document is no JSON, line 1, column 1: Unrecognized token 'hello': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"),
                arguments("[]", "", "the document is a list, expected an object"),
                arguments("null", "", "the document is null, expected an object"),
                arguments(
                        "{}",
                        "schemaVersion",
                        "schemaVersion is missing, expected a whole number from 1 to 2147483647"),
                arguments(
                        "{\"host\":{\"hostname\":\"gp",
                        "",
                        "the document ends too early, line 1, column 24, at host.hostname"),
                arguments(
                        "{\"host\":{\"dmi\":",
                        "",
                        "the document ends too early, line 1, column 16, at host.dmi"),
                arguments(
                        SMALLEST + "}",
                        "",
                        "the document is no JSON, line 1, column 101: Unexpected close marker '}': no open Object to close"),
                arguments(
                        SMALLEST + " {}",
                        "",
                        "the document goes on after its end, line 1, column 102"),
                arguments(
                        smallest("{}", "{},"),
                        "",
                        "the document is no JSON, line 1, column 90, at host: Unexpected character (',' (code 44)): was expecting double-quote to start property name"),
                arguments(
                        smallest(":1,", ":0,"),
                        "schemaVersion",
                        "schemaVersion is 0, expected a whole number from 1 to 2147483647"),
                arguments(
                        smallest(":1,", ":1.0,"),
                        "schemaVersion",
                        "schemaVersion is 1.0, expected a whole number from 1 to 2147483647"),
                arguments(
                        smallest("\"0.1.0\"", "null"),
                        "agentVersion",
                        "agentVersion is missing, expected a text"),
                arguments(
                        smallest("\"host\":{},", ""),
                        "host",
                        "host is missing, expected an object"),
                arguments(
                        smallest("12:00:00Z", "noon"),
                        "collectedAt",
                        "collectedAt is '2026-03-01Tnoon', expected a time like 2026-03-01T12:00:00Z"),
                arguments(
                        smallest("2026-", "+20026-"),
                        "collectedAt",
                        "collectedAt is '+20026-03-01T12:00:00Z', expected a time like 2026-03-01T12:00:00Z"),
                arguments(
                        smallest("\"iommu\":{}", "\"iommu\":[1]"),
                        "iommu",
                        "iommu is a list, expected an object"),
                arguments(
                        host("\"hostname\":5"),
                        "host.hostname",
                        "host.hostname is 5, expected a text"),
                arguments(
                        host("\"hypervisor\":\"yes\""),
                        "host.hypervisor",
                        "host.hypervisor is 'yes', expected true or false"),
                arguments(
                        host("\"hostname\":\"a\\u0000\""),
                        "host.hostname",
                        "host.hostname holds a NUL character or half a surrogate pair, expected a text"),
                arguments(
                        host("\"hostname\":\"\\ud83d.\""),
                        "host.hostname",
                        "host.hostname holds a NUL character or half a surrogate pair, expected a text"),
                arguments(
                        host("\"hostname\":\"a\",\"hostname\":\"b\""),
                        "host.hostname",
                        "host.hostname stands there twice"),
                arguments(host("\"new\":1,\"new\":2"), "host.new", "host.new stands there twice"),
                arguments(
                        host("\"hostname\":\"" + "x".repeat(65_537) + "\""),
                        "host.hostname",
                        "host.hostname is longer than 65536 characters"),
                arguments(
                        host("\"hostname\":" + "9".repeat(33)),
                        "host.hostname",
                        "the document is refused, line 1, column 132, at host.hostname: Number value length (33) exceeds the maximum allowed (32)"),
                arguments(
                        host("\"" + "n".repeat(257) + "\":1"),
                        "host",
                        "the document is refused, line 1, column 347, at host: Name length (257) exceeds the maximum allowed (256)"),
                arguments(
                        host("\"new\":" + "[".repeat(31) + "]".repeat(31)),
                        "host.new" + "[0]".repeat(30),
                        "the document is refused, line 1, column 125, at host.new"
                                + "[0]".repeat(30)
                                + ": Document nesting depth (33) exceeds the maximum allowed (32)"),
                arguments(
                        with("physicalFunctions", "{}"),
                        "physicalFunctions",
                        "physicalFunctions is an object, expected a list"),
                arguments(
                        with("physicalFunctions", "[null]"),
                        "physicalFunctions[0]",
                        "physicalFunctions[0] is null, expected an object"),
                arguments(
                        with("physicalFunctions", "[{}]"),
                        "physicalFunctions[0].address",
                        "physicalFunctions[0].address is missing, expected a PCI address like 0000:81:00.0"),
                arguments(
                        pf("\"81:00\""),
                        "physicalFunctions[0].address",
                        "physicalFunctions[0].address is '81:00', expected a PCI address like 0000:81:00.0"),
                arguments(
                        pf("\"a\\nb" + "c".repeat(100) + "\""),
                        "physicalFunctions[0].address",
                        "physicalFunctions[0].address is 'a?b"
                                + "c".repeat(61)
                                + "…', expected a PCI address like 0000:81:00.0"),
                arguments(
                        pf("\"0000:81:00.0\",\"sriov\":{\"numVfs\":65536}"),
                        "physicalFunctions[0].sriov.numVfs",
                        "physicalFunctions[0].sriov.numVfs is 65536, expected a whole number from 0 to 65535"),
                arguments(
                        pf(
                                "\"0000:81:00.0\",\"virtualFunctions\":[{\"address\":\"0000:81:00.1\"},{\"address\":7}]"),
                        "physicalFunctions[0].virtualFunctions[1].address",
                        "physicalFunctions[0].virtualFunctions[1].address is 7, expected a PCI address like 0000:81:00.0"),
                arguments(
                        pf("\"0000:81:00.0\"},{\"address\":\"0000:81:00.0\""),
                        "physicalFunctions[1].address",
                        "physicalFunctions[1].address is '0000:81:00.0', which stands there twice"),
                arguments(
                        with("hugepages", "[{\"sizeKiB\":99999999999999999999}]"),
                        "hugepages[0].sizeKiB",
                        "hugepages[0].sizeKiB is 99999999999999999999, expected a whole number from 0 to 9223372036854775807"),
                arguments(
                        with("hugepages", "[{\"sizeKiB\":2048,\"total\":-1}]"),
                        "hugepages[0].total",
                        "hugepages[0].total is -1, expected a whole number from 0 to 9223372036854775807"),
                arguments(
                        with("labels", "{\"rack\":7}"),
                        "labels.rack",
                        "labels.rack is 7, expected a text"),
                arguments(
                        with(
                                "gaps",
                                "[" + "{\"path\":\"/\",\"reason\":\"\"},".repeat(16_384) + "{}]"),
                        "gaps[16384]",
                        "gaps[16384] is one too many, expected at most 16384"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void isRefusedNamingTheField(String document, String field, String message) {
        MalformedDocument refusal =
                catchThrowableOfType(
                        MalformedDocument.class,
                        () -> InventoryJson.readInventory(Documents.stream(document)));

        assertThat(refusal).hasMessage(message);
        assertThat(refusal.field()).isEqualTo(field);
    }

    @Test
    void anotherEncodingIsRefused() {
        InputStream in = new ByteArrayInputStream(SMALLEST.getBytes(UTF_16));

        assertThatThrownBy(() -> InventoryJson.readInventory(in))
                .isInstanceOf(MalformedDocument.class)
                .hasMessageStartingWith("the document is no JSON, line 1, column ");
    }

    @Test
    void aReportWithoutItsOrderIsRefused() {
        assertThatThrownBy(() -> InventoryJson.readReport(Documents.stream(SMALLEST)))
                .hasMessage(
                        "epoch is missing, expected a whole number from 0 to 9223372036854775807");
    }

    @Test
    void moreVfsThanAnyHostHasAreRefused() {
        StringBuilder pfs = new StringBuilder();
        for (int i = 0; i < 257; i++) {
            pfs.append(i == 0 ? "" : ",").append(fullBus(i));
        }

        assertThatThrownBy(() ->
                        InventoryJson.readInventory(
                                Documents.stream(with("physicalFunctions", "[" + pfs + "]"))))
                .hasMessage(
                        "physicalFunctions[256].virtualFunctions makes 65537 VFs in all,"
                                + " expected at most 65536");
    }

    private static String fullBus(int domain) {
        StringBuilder vfs = new StringBuilder();
        for (int i = 0; i < (domain == 256 ? 1 : 256); i++) {
            vfs.append(i == 0 ? "" : ",")
                    .append("{\"address\":\"%04x:02:%02x.%d\"}".formatted(domain, i / 8, i % 8));
        }
        return "{\"address\":\"%04x:01:00.0\",\"virtualFunctions\":[%s]}".formatted(domain, vfs);
    }

    /// What a newer agent or another kernel says is no reason to refuse what we know.
    @Test
    void unknownFieldsWordsAndVersionsAreTaken() throws Exception {
        String document =
                host("""
                "lockdown":"paranoid","later":{"list":[{"deep":[1.5e3,null]}]},\
                "bootId":null\
                """)
                        .replace(":1,", ":2,");
        NodeInventory inventory = InventoryJson.readInventory(Documents.stream(document));

        assertThat(inventory.host().lockdown()).contains("paranoid");
        assertThat(inventory.host().bootId()).isEmpty();
        assertThat(inventory.physicalFunctions()).isEmpty();
    }

    @Test
    void theStreamsOwnTroublePassesThrough() {
        InputStream broken =
                new SequenceInputStream(Documents.stream(SMALLEST.substring(0, 20)), new Broken());

        assertThatThrownBy(() -> InventoryJson.readInventory(broken))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("connection reset");
        assertThatThrownBy(() -> InventoryJson.readInventory(new Broken()))
                .isExactlyInstanceOf(IOException.class);
    }

    @Test
    void theStreamIsReadToItsEndAndLeftOpen() throws Exception {
        Watched in = new Watched(SMALLEST + "  \n");
        InventoryJson.readInventory(in);

        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.closed).isFalse();
    }

    private static String smallest(String what, String instead) {
        assertThat(SMALLEST).contains(what);
        return SMALLEST.replace(what, instead);
    }

    private static String host(String fields) {
        return smallest("\"host\":{}", "\"host\":{" + fields + "}");
    }

    private static String with(String name, String value) {
        return smallest("\"iommu\":{}", "\"iommu\":{},\"" + name + "\":" + value);
    }

    private static String pf(String addressAndMore) {
        return with("physicalFunctions", "[{\"address\":" + addressAndMore + "}]");
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }
    }

    private static final class Watched extends ByteArrayInputStream {
        private boolean closed;

        private Watched(String text) {
            super(text.getBytes(UTF_8));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
