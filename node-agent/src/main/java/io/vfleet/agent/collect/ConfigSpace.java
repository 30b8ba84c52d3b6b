package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.UpstreamPort.Acs;
import io.vfleet.domain.inventory.UpstreamPort.Buses;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A function's PCI configuration space as `config` gives it. Without CAP_SYS_ADMIN that is the
/// first 64 bytes only (pci_read_config, drivers/pci/pci-sysfs.c); every byte is distrusted.
final class ConfigSpace {

    static final int SIZE = 4096;

    private static final int STANDARD_SIZE = 256;
    private static final int HEADER_SIZE = 64;
    private static final int STATUS = 0x06;
    private static final int STATUS_CAPABILITY_LIST = 0x10;
    private static final int CAPABILITY_POINTER = 0x34;
    private static final int CAPABILITY_EXPRESS = 0x10;
    private static final int EXTENDED_AER = 0x0001;
    private static final int EXTENDED_ACS = 0x000d;
    private static final int EXTENDED_ARI = 0x000e;
    private static final int EXTENDED_SRIOV = 0x0010;
    private static final int SRIOV_SIZE = 0x24;
    private static final int HEADER_TYPE = 0x0e;
    private static final int BRIDGE = 1;
    private static final int SECONDARY_BUS = 0x19;
    private static final int SUBORDINATE_BUS = 0x1a;
    private static final int LINK_CAPABILITIES = 0x0c;
    private static final int LINK_STATUS = 0x12;
    // PCIe 6.0 §7.5.3.6, Max Link Speed; in MT/s a lane
    private static final List<Integer> SPEEDS = List.of(2500, 5000, 8000, 16_000, 32_000, 64_000);

    private final ByteBuffer bytes;

    ConfigSpace(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// How much could be read.
    int length() {
        return bytes.limit();
    }

    /// Whether what was not found is not there: 256 bytes are all of a conventional function, and
    /// all that the kernel itself sees of a PCIe one without memory-mapped configuration.
    boolean complete() {
        return length() == STANDARD_SIZE || length() >= SIZE;
    }

    /// VFs answer with FFFF here; the kernel takes their ids from the PF (PCIe 6.0 §9.3.4.1.1).
    boolean ofVirtualFunction() {
        return length() >= HEADER_SIZE && word(0) == 0xffff && word(STATUS) != 0xffff;
    }

    boolean sriov() {
        return extended(EXTENDED_SRIOV).isPresent();
    }

    /// The SR-IOV capability (PCIe 6.0 §9.3.3); empty without one, or when cut short.
    Optional<Pcie.Capability> capability() {
        OptionalInt at = extended(EXTENDED_SRIOV);
        if (at.isEmpty() || at.getAsInt() + SRIOV_SIZE > length()) {
            return Optional.empty();
        }
        return Optional.of(capability(at.getAsInt()));
    }

    private Pcie.Capability capability(int at) {
        int control = word(at + 0x08);
        return new Pcie.Capability(
                word(at + 0x0c),
                word(at + 0x0e),
                word(at + 0x10),
                (control & 0x01) != 0,
                (control & 0x08) != 0,
                (control & 0x10) != 0,
                bytes.get(at + 0x12) & 0xff,
                word(at + 0x14),
                word(at + 0x16),
                "%04x".formatted(word(at + 0x1a)),
                Integer.toUnsignedLong(bytes.getInt(at + 0x1c)),
                Integer.toUnsignedLong(bytes.getInt(at + 0x20)),
                extended(EXTENDED_ARI).isPresent(),
                extended(EXTENDED_AER).isPresent());
    }

    Optional<Acs> acs() {
        OptionalInt at = extended(EXTENDED_ACS);
        if (at.isEmpty() || at.getAsInt() + 8 > length()) {
            return Optional.empty();
        }
        return Optional.of(new Acs(word(at.getAsInt() + 4), word(at.getAsInt() + 6)));
    }

    /// The buses below a bridge, within the 64 bytes that everybody may read.
    Optional<Buses> buses() {
        if (length() < HEADER_SIZE || (bytes.get(HEADER_TYPE) & 0x7f) != BRIDGE) {
            return Optional.empty();
        }
        int secondary = bytes.get(SECONDARY_BUS) & 0xff;
        int subordinate = bytes.get(SUBORDINATE_BUS) & 0xff;
        // 0 until somebody has numbered them
        return secondary == 0 || subordinate < secondary
                ? Optional.empty()
                : Optional.of(new Buses(secondary, subordinate));
    }

    /// What this end of the link says of it; a port without one says 0.
    Pcie.Link link() {
        OptionalInt express = standard(CAPABILITY_EXPRESS);
        if (express.isEmpty() || express.getAsInt() + LINK_STATUS + 2 > length()) {
            return Pcie.Link.NONE;
        }
        int capabilities = word(express.getAsInt() + LINK_CAPABILITIES);
        int status = word(express.getAsInt() + LINK_STATUS);
        return new Pcie.Link(
                speed(status), width(status), speed(capabilities), width(capabilities));
    }

    private static OptionalInt speed(int register) {
        int code = register & 0xf;
        return code == 0 || code > SPEEDS.size()
                ? OptionalInt.empty()
                : OptionalInt.of(SPEEDS.get(code - 1));
    }

    private static OptionalInt width(int register) {
        int lanes = register >> 4 & 0x3f;
        return lanes == 0 ? OptionalInt.empty() : OptionalInt.of(lanes);
    }

    /// The port type; empty when the capabilities could not be read.
    Optional<String> portType() {
        if (length() <= HEADER_SIZE) {
            return Optional.empty();
        }
        OptionalInt express = standard(CAPABILITY_EXPRESS);
        if (express.isEmpty()) {
            return complete() ? Optional.of("conventional") : Optional.empty();
        }
        return Optional.of(portType(word(express.getAsInt() + 2) >> 4 & 0xf));
    }

    // PCIe 6.0 §7.5.3.2, Device/Port Type
    private static String portType(int type) {
        return switch (type) {
            case 0x0 -> "endpoint";
            case 0x1 -> "legacy-endpoint";
            case 0x4 -> "root-port";
            case 0x5 -> "upstream-port";
            case 0x6 -> "downstream-port";
            case 0x7 -> "pcie-to-pci-bridge";
            case 0x8 -> "pci-to-pcie-bridge";
            case 0x9 -> "root-complex-endpoint";
            case 0xa -> "event-collector";
            default -> "type-" + type;
        };
    }

    private OptionalInt standard(int id) {
        if (length() <= HEADER_SIZE || (word(STATUS) & STATUS_CAPABILITY_LIST) == 0) {
            return OptionalInt.empty();
        }
        BitSet seen = new BitSet();
        int at = bytes.get(CAPABILITY_POINTER) & 0xfc;
        while (at >= HEADER_SIZE && at + 4 <= Math.min(length(), STANDARD_SIZE) && !seen.get(at)) {
            seen.set(at);
            if ((bytes.get(at) & 0xff) == id) {
                return OptionalInt.of(at);
            }
            at = bytes.get(at + 1) & 0xfc;
        }
        return OptionalInt.empty();
    }

    private OptionalInt extended(int id) {
        BitSet seen = new BitSet();
        int at = STANDARD_SIZE;
        while (at >= STANDARD_SIZE && at + 4 <= length() && !seen.get(at)) {
            seen.set(at);
            int header = bytes.getInt(at);
            if (header == 0 || header == -1) {
                return OptionalInt.empty();
            }
            if ((header & 0xffff) == id) {
                return OptionalInt.of(at);
            }
            at = header >>> 20 & 0xffc;
        }
        return OptionalInt.empty();
    }

    private int word(int at) {
        return at + 2 <= length() ? Short.toUnsignedInt(bytes.getShort(at)) : 0;
    }
}
