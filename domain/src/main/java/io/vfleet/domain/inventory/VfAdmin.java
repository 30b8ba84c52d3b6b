package io.vfleet.domain.inventory;

import java.util.Optional;
import java.util.OptionalInt;

/// What `ip link` shows for one VF: set on the PF, enforced by its driver (rtnetlink
/// `IFLA_VFINFO_LIST`). An empty field was not reported by the driver, which is not "off".
///
/// @param vlan 0 is none
/// @param linkState `auto`, `enable` or `disable`
/// @param minTxRate in Mbit/s, 0 is none
/// @param vlanProtocol `802.1Q` or `802.1ad`; empty without a VLAN
/// @param nodeGuid what the subnet manager is to know the VF by; on InfiniBand only
public record VfAdmin(
        Optional<String> mac,
        OptionalInt vlan,
        OptionalInt qos,
        Optional<Boolean> spoofchk,
        Optional<Boolean> trust,
        Optional<String> linkState,
        OptionalInt minTxRate,
        OptionalInt maxTxRate,
        Optional<String> vlanProtocol,
        Optional<String> nodeGuid,
        Optional<String> portGuid) {

    /// One on Ethernet, without a VLAN's protocol.
    public VfAdmin(
            Optional<String> mac,
            OptionalInt vlan,
            OptionalInt qos,
            Optional<Boolean> spoofchk,
            Optional<Boolean> trust,
            Optional<String> linkState,
            OptionalInt minTxRate,
            OptionalInt maxTxRate) {
        this(
                mac,
                vlan,
                qos,
                spoofchk,
                trust,
                linkState,
                minTxRate,
                maxTxRate,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
