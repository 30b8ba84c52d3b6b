package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.catalog.PciIds;
import io.vfleet.simulation.kernel.Bridge;
import io.vfleet.simulation.kernel.CardPort;
import io.vfleet.simulation.kernel.ChipsetFunction;
import io.vfleet.simulation.kernel.PciFunction;
import io.vfleet.simulation.kernel.Vf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A function's configuration space, byte for byte (PCIe 6.0 §7.5 to §7.9, §9.3).
final class ConfigSpace {

    private static final int SIZE = 4096;
    private static final int CONVENTIONAL_SIZE = 256;
    private static final int EXPRESS = 0x40;
    private static final int AER = 0x100;
    private static final int ACS = 0x148;
    private static final int ARI = 0x150;
    private static final int SRIOV = 0x160;
    // SV, RR, CR, UF: what the kernel switches on when it drives the IOMMU (REQ_ACS_FLAGS)
    private static final int ACS_WANTED = 0x1d;

    private final ByteBuffer bytes;

    private ConfigSpace(int size) {
        bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] of(On<PciFunction> on) {
        boolean express = !(on.it() instanceof ChipsetFunction);
        ConfigSpace space = new ConfigSpace(express ? SIZE : CONVENTIONAL_SIZE);
        space.header(on.it());
        switch (on.it()) {
            case Bridge bridge -> space.bridge(bridge, on.kernel().iommuActive());
            case CardPort port -> space.port(port);
            case Vf _ -> space.vf();
            case ChipsetFunction _ -> {}
        }
        return space.bytes.array();
    }

    // a VF's vendor and device id read as all ones (PCIe 6.0 §9.3.4.1)
    private void header(PciFunction function) {
        PciIds ids = function.ids();
        boolean vf = function instanceof Vf;
        word(0x00, vf ? 0xffff : ids.vendor());
        word(0x02, vf ? 0xffff : ids.device());
        word(0x04, 0x0406);
        word(0x06, function instanceof ChipsetFunction ? 0x0000 : 0x0010);
        bytes.putInt(0x08, ids.classCode() << 8 | ids.revision());
        word(0x2c, ids.subsystemVendor());
        word(0x2e, ids.subsystemDevice());
    }

    private void bridge(Bridge bridge, boolean iommuActive) {
        bytes.put(0x0e, (byte) 1);
        PciFunction function = bridge;
        bytes.put(0x18, (byte) function.address().bus());
        bytes.put(0x19, (byte) bridge.buses().secondary());
        bytes.put(0x1a, (byte) bridge.buses().subordinate());
        bytes.putLong(0x28, 0);
        express(bridge.kind().code());
        // ARI forwarding: supported, and on
        bytes.putInt(EXPRESS + 0x24, 1 << 5);
        word(EXPRESS + 0x28, 1 << 5);
        boolean acs = bridge.acs().isPresent();
        extended(AER, 0x0001, 2, acs ? ACS : 0);
        bridge.acs().ifPresent(offered -> acs(offered, iommuActive));
    }

    private void acs(int offered, boolean iommuActive) {
        extended(ACS, 0x000d, 1, 0);
        word(ACS + 4, offered);
        word(ACS + 6, iommuActive ? offered & ACS_WANTED : 0);
    }

    private void port(CardPort port) {
        bytes.put(0x0e, (byte) (port.model().ports() > 1 ? 0x80 : 0));
        express(0);
        extended(AER, 0x0001, 2, ARI);
        extended(ARI, 0x000e, 1, SRIOV);
        boolean last = port.port() + 1 == port.model().ports();
        bytes.put(ARI + 5, (byte) (last ? 0 : port.port() + 1));
        sriov(port);
    }

    private void sriov(CardPort port) {
        boolean enabled = !port.vfs().isEmpty();
        extended(SRIOV, 0x0010, 1, 0);
        // ARI capable hierarchy; with VFs also VF enable and VF memory space
        word(SRIOV + 0x08, enabled ? 0x19 : 0x10);
        word(SRIOV + 0x0c, port.card().vfs().total());
        word(SRIOV + 0x0e, port.card().vfs().total());
        word(SRIOV + 0x10, port.vfs().size());
        bytes.put(SRIOV + 0x12, (byte) port.port());
        word(SRIOV + 0x14, port.vfOffset());
        word(SRIOV + 0x16, port.vfStride());
        word(SRIOV + 0x1a, port.model().vfDevice());
        bytes.putInt(SRIOV + 0x1c, 0x553);
        bytes.putInt(SRIOV + 0x20, 1);
    }

    private void vf() {
        express(0);
        extended(AER, 0x0001, 2, ARI);
        extended(ARI, 0x000e, 1, 0);
    }

    private void express(int type) {
        bytes.put(0x34, (byte) EXPRESS);
        bytes.put(EXPRESS, (byte) 0x10);
        word(EXPRESS + 2, type << 4 | 2);
        bytes.putInt(EXPRESS + 4, 1 << 28 | 0x8002);
        // 16 GT/s, 16 lanes
        bytes.putInt(EXPRESS + 0x0c, 16 << 4 | 4);
        word(EXPRESS + 0x12, 16 << 4 | 4);
    }

    private void extended(int at, int id, int version, int next) {
        bytes.putInt(at, next << 20 | version << 16 | id);
    }

    private void word(int at, int value) {
        bytes.putShort(at, (short) value);
    }
}
