package io.vfleet.server.ingest;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        @Nullable String rdmaDevice)
        implements FunctionRow {

    static VfRow of(Optional<PciAddress> pf, VirtualFunction vf) {
        Optional<Netdev> netdev = vf.netdevs().stream().findFirst();
        Optional<VfAdmin> admin = vf.admin();
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
                vf.rdmaDevices().stream().findFirst().map(RdmaDevice::name).orElse(null));
    }

    @Override
    public String subject() {
        return "vf " + address;
    }
}
