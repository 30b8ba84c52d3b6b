package io.vfleet.simulation.kernel;

import io.vfleet.agent.host.VfSetting;
import io.vfleet.domain.inventory.VfAdmin;
import java.util.Optional;
import java.util.OptionalInt;

/// What is set on one VF: `ip link set PF vf N …` (net/core/rtnetlink.c, do_setvfinfo) and the
/// files of sysfs. Under the kernel's monitor.
public final class VfKnobs {

    private static final int MOST_VLANS = 4095;
    private static final int MOST_QOS = 7;

    private final Kernel kernel;
    private final CardPort port;

    public VfKnobs(Kernel kernel, CardPort port) {
        this.kernel = kernel;
        this.port = port;
    }

    /// Why not; empty when it is done.
    public Optional<Errno> set(int index, VfSetting setting) {
        return switch (setting) {
            case VfSetting.DriverOverride _,
                    VfSetting.Bound _,
                    VfSetting.Unbound _,
                    VfSetting.Mtu _,
                    VfSetting.Interrupts _ ->
                    index < port.vfs().size()
                            ? write(port.vfs().get(index), setting)
                            : Optional.of(Errno.ENOENT);
            default -> overRtnetlink(index, setting);
        };
    }

    private Optional<Errno> overRtnetlink(int index, VfSetting setting) {
        if (port.netdev().isEmpty()) {
            return Optional.of(Errno.ENOENT);
        }
        if (index >= port.vfs().size()) {
            return Optional.of(Errno.EINVAL);
        }
        Optional<Errno> refusal = refusal(setting);
        if (refusal.isEmpty()) {
            Vf vf = port.vfs().get(index);
            kernel.administer(vf, changed(vf.admin(), setting));
        }
        return refusal;
    }

    private Optional<Errno> refusal(VfSetting setting) {
        boolean igb = port.driver().filter("igb"::equals).isPresent();
        return switch (setting) {
            case VfSetting.Mac(var mac) ->
                    when((Integer.parseInt(mac.substring(0, 2), 16) & 1) == 1, Errno.EINVAL);
            case VfSetting.Vlan(var id, var qos, var protocol) ->
                    protocol.equals("802.1Q")
                            ? when(id > MOST_VLANS || qos > MOST_QOS, Errno.EINVAL)
                            : Optional.of(Errno.EPROTONOSUPPORT);
            // igb_ndo_set_vf_bw: no least rate, and none without a link
            case VfSetting.Rate(var min, var _) -> when(igb && (min > 0 || !up()), Errno.EINVAL);
            case VfSetting.LinkState _, VfSetting.RssQuery _ -> when(igb, Errno.EOPNOTSUPP);
            // handle_vf_guid: InfiniBand only
            case VfSetting.NodeGuid _, VfSetting.PortGuid _ -> Optional.of(Errno.EOPNOTSUPP);
            default -> Optional.empty();
        };
    }

    private boolean up() {
        return port.netdev().filter(Netdev::running).isPresent();
    }

    private static Optional<Errno> when(boolean wrong, Errno errno) {
        return wrong ? Optional.of(errno) : Optional.empty();
    }

    private static VfAdmin changed(VfAdmin is, VfSetting setting) {
        return new VfAdmin(
                setting instanceof VfSetting.Mac(var mac) ? Optional.of(mac) : is.mac(),
                setting instanceof VfSetting.Vlan vlan ? OptionalInt.of(vlan.id()) : is.vlan(),
                setting instanceof VfSetting.Vlan vlan ? OptionalInt.of(vlan.qos()) : is.qos(),
                setting instanceof VfSetting.Spoofcheck(var on) ? Optional.of(on) : is.spoofchk(),
                setting instanceof VfSetting.Trust(var on) ? Optional.of(on) : is.trust(),
                setting instanceof VfSetting.LinkState(var state)
                        ? Optional.of(state)
                        : is.linkState(),
                setting instanceof VfSetting.Rate rate
                        ? OptionalInt.of(rate.min())
                        : is.minTxRate(),
                setting instanceof VfSetting.Rate rate
                        ? OptionalInt.of(rate.max())
                        : is.maxTxRate(),
                is.vlanProtocol(),
                is.nodeGuid(),
                is.portGuid());
    }

    // drivers/base/bus.c and drivers/pci/pci-sysfs.c
    private Optional<Errno> write(Vf vf, VfSetting setting) {
        return switch (setting) {
            case VfSetting.DriverOverride(var driver) -> {
                kernel.override(vf, Optional.of(driver).filter(it -> !it.equals("(null)")));
                yield Optional.empty();
            }
            case VfSetting.Unbound() -> {
                boolean bound = vf.driver().isPresent();
                if (bound) {
                    kernel.unbind(vf);
                }
                yield when(!bound, Errno.ENOENT);
            }
            case VfSetting.Bound(var driver) -> bind(vf, driver);
            case VfSetting.Mtu(var bytes) -> {
                vf.netdev().ifPresent(netdev -> kernel.mtu(netdev, bytes));
                yield when(vf.netdev().isEmpty(), Errno.ENOENT);
            }
            // no driver here deals out vectors (sriov_vf_msix_count_store)
            default -> Optional.of(vf.driver().isPresent() ? Errno.EBUSY : Errno.EOPNOTSUPP);
        };
    }

    private Optional<Errno> bind(Vf vf, String driver) {
        if (vf.driver().isPresent()) {
            return Optional.of(Errno.EBUSY);
        }
        boolean fits = vf.override().or(vf::wantedDriver).filter(driver::equals).isPresent();
        if (fits) {
            kernel.bindTo(vf, driver);
        }
        return when(!fits, Errno.ENODEV);
    }
}
