package io.vfleet.server.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VfHolder;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A VF as it stands in the table.
record VfRow(
        String address,
        @Nullable String pfAddress,
        @Nullable Integer index,
        @Nullable String driver,
        @Nullable Integer numaNode,
        @Nullable Integer iommuGroup,
        @Nullable String netdev,
        @Nullable String mac,
        @Nullable String adminMac,
        @Nullable Integer vlan,
        @Nullable Boolean trust,
        @Nullable Boolean spoofchk,
        @Nullable String linkState,
        @Nullable String rdmaDevice,
        @Nullable Boolean inUse,
        @Nullable String holder,
        @Nullable String pod,
        String holders)
        implements FunctionRow {

    private static final JsonMapper JSON = new JsonMapper();

    /// One holder as the API tells it.
    private record Holder(
            String kind,
            String name,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String detail) {
        static Holder of(VfHolder holder) {
            return new Holder(holder.kind(), holder.name(), holder.detail().orElse(null));
        }
    }

    static VfRow of(Optional<PciAddress> pf, VirtualFunction vf) {
        Optional<Netdev> netdev = vf.netdevs().stream().findFirst();
        Optional<VfAdmin> admin = vf.admin();
        List<VfHolder> holders = vf.use().holders();
        return new VfRow(
                vf.address().toString(),
                pf.map(PciAddress::toString).orElse(null),
                Ints.orNull(vf.index()),
                vf.driver().orElse(null),
                Ints.orNull(vf.numaNode()),
                Ints.orNull(vf.iommuGroup()),
                netdev.map(Netdev::name).orElse(null),
                netdev.flatMap(Netdev::mac).orElse(null),
                admin.flatMap(VfAdmin::mac).orElse(null),
                admin.map(VfAdmin::vlan).map(Ints::orNull).orElse(null),
                admin.flatMap(VfAdmin::trust).orElse(null),
                admin.flatMap(VfAdmin::spoofchk).orElse(null),
                admin.flatMap(VfAdmin::linkState).orElse(null),
                vf.rdmaDevices().stream().findFirst().map(RdmaDevice::name).orElse(null),
                vf.use().inUse().orElse(null),
                holders.stream().findFirst().map(VfHolder::name).orElse(null),
                holders.stream()
                        .filter(holder -> holder.kind().equals(VfHolder.KUBELET))
                        .findFirst()
                        .map(VfHolder::name)
                        .orElse(null),
                JSON.writeValueAsString(holders.stream().map(Holder::of).toList()));
    }

    @Override
    public String subject() {
        return "vf " + address;
    }
}
