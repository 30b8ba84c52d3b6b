package io.vfleet.domain.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.testing.Inventories;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The form in which reports travel: what follows from the entry before is left out.
class TerseReportTests {

    /// Agents and servers of different age must expect the same of what is left out.
    @Test
    void itsFormIsFrozen() throws Exception {
        byte[] document = Documents.terse().getBytes(UTF_8);
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(document);

        assertThat(HexFormat.of().formatHex(sha256))
                .as("report-v1-terse.json is never edited")
                .isEqualTo("4215298eb659f8b51fe0994e36612e31c1df45e3d19b3346ef54da345aec76b9");
        Report report = InventoryJson.readReport(Documents.stream(Documents.terse()));
        assertThat(Documents.terse(report)).isEqualTo(Documents.terse().replaceAll("\n *", ""));
        assertThat(InventoryJson.digest(report.inventory()))
                .isEqualTo("084560a1e73d492e0a17be3135b59c2a46720618f123f0f866550c7b25012327");
    }

    @Test
    void ofVfsInARowOnlyTheirMacsAreSaid() throws Exception {
        NodeInventory host = Inventories.host(1, 64).build();
        String terse = Documents.terse(report(host));

        assertThat(terse.split("\"driver\":\"mlx5_core\"", -1)).hasSizeLessThan(5);
        assertThat(received(terse)).isEqualTo(host);
    }

    @Test
    void whateverChangesOrIsMissingArrivesAsItWas() throws Exception {
        String document = Documents.compact(report(Inventories.host(2, 4).build()));
        for (Variations.Variation variation : Variations.andOmissionsOf(document)) {
            Report report = InventoryJson.readReport(Documents.stream(variation.document()));

            assertThat(received(Documents.terse(report)))
                    .as(variation.field())
                    .isEqualTo(report.inventory());
        }
    }

    @Test
    void vfsThatAreFurtherApartAreARowToo() throws Exception {
        NodeInventory host =
                received(
                        """
                        {"schemaVersion":1,"agentVersion":"1","collectedAt":"2026-03-01T12:00:00Z",\
                        "epoch":1,"sequence":1,"host":{},"iommu":{},"physicalFunctions":[\
                        {"address":"0000:01:00.0","virtualFunctions":[\
                        {"index":0,"address":"0000:01:10.0"},{"index":1,"address":"0000:01:10.4"},\
                        {},{}]}]}
                        """);

        assertThat(host.virtualFunctions())
                .extracting(vf -> vf.address().toString())
                .containsExactly("0000:01:10.0", "0000:01:10.4", "0000:01:11.0", "0000:01:11.4");
        assertThat(Documents.terse(report(host))).contains("},{},{}]");
    }

    /// On InfiniBand a GUID is said once; a GID that is made of the MAC is not said at all.
    @Test
    void guidsAndGidsFollowFromWhatWasSaid() throws Exception {
        NodeInventory host =
                received(
                        """
                        {"schemaVersion":1,"agentVersion":"1","collectedAt":"2026-03-01T12:00:00Z",\
                        "epoch":1,"sequence":1,"host":{},"iommu":{},"physicalFunctions":[\
                        {"address":"0000:01:00.0","virtualFunctions":[\
                        {"index":0,"address":"0000:01:00.1",\
                        "netdevs":[{"name":"ib0v0","mac":"02:00:00:00:00:01"}],\
                        "rdmaDevices":[{"name":"mlx5_1","nodeGuid":"1122:3344:5566:0001"}],\
                        "admin":{"nodeGuid":"1122:3344:5566:0001","portGuid":"1122:3344:5566:0001"},\
                        "gid":"fe80:0000:0000:0000:0000:00ff:fe00:0001"},\
                        {"mac":"02:00:00:00:00:02","guid":"1122:3344:5566:0002"}]}]}
                        """);

        VirtualFunction second = host.virtualFunctions().toList().getLast();
        assertThat(second.gid()).contains("fe80:0000:0000:0000:0000:00ff:fe00:0002");
        assertThat(second.admin().flatMap(VfAdmin::nodeGuid)).contains("1122:3344:5566:0002");
        assertThat(second.admin().flatMap(VfAdmin::portGuid)).contains("1122:3344:5566:0002");
        assertThat(Documents.terse(report(host)))
                .contains(",{\"mac\":\"02:00:00:00:00:02\",\"guid\":\"1122:3344:5566:0002\"}]");
    }

    @Test
    void whatWouldGoOnFromNothingIsRefused() {
        assertRefused("{}", "virtualFunctions[0].address is missing");
        assertRefused(
                "{\"address\":\"0000:ff:1f.7\"},{}", "virtualFunctions[1].address is missing");
        assertRefused(
                "{\"index\":65535,\"address\":\"0000:01:00.1\"},{}",
                "virtualFunctions[1].address is missing");
    }

    @Test
    void anAddressGoesOnWithinItsDomain() {
        PciAddress address = PciAddress.parse("10000:01:1f.7");

        assertThat(address.plus(1)).contains(PciAddress.parse("10000:02:00.0"));
        assertThat(address.plus(0x10000)).isEmpty();
        assertThat(address.plus(-0x200)).isEmpty();
    }

    private static void assertRefused(String vfs, String message) {
        assertThatThrownBy(() ->
                        received(
                                """
                                {"schemaVersion":1,"agentVersion":"1","collectedAt":"2026-03-01T12:00:00Z",\
                                "epoch":1,"sequence":1,"host":{},"iommu":{},"physicalFunctions":[\
                                {"address":"0000:01:00.0","virtualFunctions":[%s]}]}
                                """
                                        .formatted(vfs)))
                .isInstanceOf(MalformedDocument.class)
                .hasMessageContaining(message);
    }

    private static Report report(NodeInventory inventory) {
        return new Report(3, 41, inventory, List.of());
    }

    private static NodeInventory received(String document) throws Exception {
        return InventoryJson.readReport(Documents.stream(document)).inventory();
    }
}
