package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalInt;

import io.vfleet.domain.inventory.Card;
import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.UpstreamPort;
import io.vfleet.domain.inventory.VirtualFunction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// [PhysicalFunction] as JSON.
final class PhysicalFunctionJson extends JsonFields<PhysicalFunction> {

    private final Slot<PciAddress> address = address("address");
    private final Slot<String> vendorId = text("vendorId");
    private final Slot<String> deviceId = text("deviceId");
    private final Slot<String> classCode = text("classCode");
    private final Slot<String> driver = text("driver");
    private final Slot<Integer> numaNode = integer("numaNode");
    private final Slot<Integer> iommuGroup = integer("iommuGroup");
    private final Slot<PhysicalFunction.Sriov> sriov = object("sriov", SriovJson::new);
    private final Slot<Pcie> pcie = object("pcie", PcieJson::new);
    private final Slot<List<Netdev>> netdevs = objects("netdevs", 1024, NetdevJson::new);
    private final Slot<List<RdmaDevice>> rdmaDevices =
            objects("rdmaDevices", 1024, RdmaDeviceJson::new);
    private final Slot<List<VirtualFunction>> virtualFunctions =
            objects("virtualFunctions", Population.MOST_VFS, VirtualFunctionJson.inSeries());
    private final Slot<List<UpstreamPort>> upstream =
            objects("upstream", 256, UpstreamPortJson::new);
    private final Slot<Instant> vfAdminReadAt = time("vfAdminReadAt");
    private final Slot<Card> card = object("card", CardJson::new);

    PhysicalFunctionJson(JsonInput in) {
        super(in);
    }

    @Override
    PhysicalFunction build() throws MalformedDocument {
        return new PhysicalFunction(
                address.required(),
                vendorId.optional(),
                deviceId.optional(),
                classCode.optional(),
                driver.optional(),
                optionalInt(numaNode),
                optionalInt(iommuGroup),
                sriov.optional(),
                pcie.or(Pcie.NONE),
                netdevs.or(List.of()),
                rdmaDevices.or(List.of()),
                virtualFunctions.or(List.of()),
                upstream.or(List.of()),
                vfAdminReadAt.optional(),
                card.or(Card.NONE));
    }

    static void write(JsonOutput out, PhysicalFunction pf) {
        out.address("address", pf.address());
        out.text("vendorId", pf.vendorId());
        out.text("deviceId", pf.deviceId());
        out.text("classCode", pf.classCode());
        out.text("driver", pf.driver());
        out.number("numaNode", pf.numaNode());
        out.number("iommuGroup", pf.iommuGroup());
        out.object("sriov", pf.sriov(), SriovJson::write);
        out.object("pcie", said(pf.pcie()), PcieJson::write);
        out.objects("netdevs", pf.netdevs(), NetdevJson::write);
        out.objects("rdmaDevices", pf.rdmaDevices(), RdmaDeviceJson::write);
        VirtualFunctionJson.write(out, "virtualFunctions", pf.virtualFunctions());
        out.objects("upstream", pf.upstream(), UpstreamPortJson::write);
        if (out.whole()) {
            out.time("vfAdminReadAt", pf.vfAdminReadAt());
        }
        out.object("card", said(pf.card()), CardJson::write);
    }

    private static Optional<Card> said(Card card) {
        return card.equals(Card.NONE) ? Optional.empty() : Optional.of(card);
    }

    private static Optional<Pcie> said(Pcie pcie) {
        return pcie.equals(Pcie.NONE) ? Optional.empty() : Optional.of(pcie);
    }
}
