package io.vfleet.agent.collect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// PCI configuration space by the offsets of include/uapi/linux/pci_regs.h: where each capability
/// begins, and what stands there.
final class ConfigWalk {

    private static final List<String> PORTS =
            List.of(
                    "endpoint",
                    "legacy-endpoint",
                    "2",
                    "3",
                    "root-port",
                    "upstream-port",
                    "downstream-port",
                    "pcie-to-pci-bridge",
                    "pci-to-pcie-bridge",
                    "root-complex-endpoint",
                    "event-collector");
    private static final List<String> SPEEDS =
            List.of("", "2500", "5000", "8000", "16000", "32000", "64000");

    private final int[] bytes;
    private final Map<Integer, Integer> plain = new HashMap<>();
    private final Map<Integer, Integer> extended = new HashMap<>();

    ConfigWalk(int[] bytes) {
        this.bytes = bytes;
        if (bytes.length >= 256) {
            plain(bytes[0x34]);
        }
        if (bytes.length >= 4096) {
            extended(0x100);
        }
    }

    private void plain(int at) {
        if (at != 0 && plain.putIfAbsent(bytes[at], at) == null) {
            plain(bytes[at + 1]);
        }
    }

    private void extended(int at) {
        int next = two(at + 2) / 16;
        if (two(at) != 0 && extended.putIfAbsent(two(at), at) == null && next != 0) {
            extended(next);
        }
    }

    /// Of a PF: PCI_SRIOV_*.
    void sriov(String key, TreeFiles files) {
        Integer at = extended.get(0x10);
        if (at == null) {
            return;
        }
        int control = bytes[at + 8];
        files.put(key + "vfEnabled", control % 2 == 1);
        files.put(key + "vfMemoryEnabled", control / 8 % 2 == 1);
        files.put(key + "ariHierarchy", control / 16 % 2 == 1);
        files.put(key + "initialVfs", two(at + 0xc));
        files.put(key + "totalVfs", two(at + 0xe));
        files.put(key + "numVfs", two(at + 0x10));
        files.put(key + "functionDependencyLink", bytes[at + 0x12]);
        files.put(key + "offset", two(at + 0x14));
        files.put(key + "stride", two(at + 0x16));
        files.put(key + "vfDeviceId", "%02x%02x".formatted(bytes[at + 0x1b], bytes[at + 0x1a]));
        files.put(key + "supportedPageSizes", two(at + 0x1c) + 65536L * two(at + 0x1e));
        files.put(key + "systemPageSize", two(at + 0x20) + 65536L * two(at + 0x22));
        files.put(key + "ari", extended.containsKey(0xe));
        files.put(key + "aer", extended.containsKey(1));
    }

    /// Of a bridge: its type, ACS, buses and the link of this end.
    void bridge(String key, TreeFiles files) {
        Integer express = plain.get(0x10);
        if (bytes.length >= 256) {
            files.put(
                    key + "portType",
                    express == null ? "conventional" : PORTS.get(bytes[express + 2] / 16));
        }
        Integer acs = extended.get(0xd);
        if (acs != null) {
            files.put(key + "acs.capability", two(acs + 4));
            files.put(key + "acs.control", two(acs + 6));
        }
        if (bytes.length >= 64 && bytes[0xe] % 128 == 1 && bytes[0x19] > 0) {
            files.put(key + "buses.secondary", bytes[0x19]);
            files.put(key + "buses.subordinate", bytes[0x1a]);
        }
        if (express != null) {
            int status = two(express + 0x12);
            int most = two(express + 0xc);
            files.putIf(key + "link.speed", SPEEDS.get(status % 16));
            files.putIf(key + "link.width", lanes(status));
            files.putIf(key + "link.maxSpeed", SPEEDS.get(most % 16));
            files.putIf(key + "link.maxWidth", lanes(most));
        }
    }

    private static String lanes(int register) {
        int lanes = register / 16 % 64;
        return lanes == 0 ? "" : Integer.toString(lanes);
    }

    private int two(int at) {
        return bytes[at] + 256 * bytes[at + 1];
    }
}
