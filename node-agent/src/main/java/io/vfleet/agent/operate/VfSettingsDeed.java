package io.vfleet.agent.operate;

import io.vfleet.agent.host.VfState;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.operation.Shown;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// SET_VF: what the PF enforces for one of its VFs. A MAC is asked for by the VF's driver when it
/// is given the VF, so with a new one it is given it anew.
final class VfSettingsDeed extends VfDeed {

    private final VfAdmin wanted;

    VfSettingsDeed(OneVf vf, VfAdmin wanted) {
        super(vf);
        this.wanted = wanted;
    }

    @Override
    public List<Gate> gates() {
        return FREE_VF;
    }

    @Override
    VfSettings read() throws Unknowable {
        VfSettings found = super.read();
        if (Shown.admin(wanted, found.state().admin()) == Shown.NOT_TOLD) {
            throw new Unknowable("the PF's driver does not tell all of it of " + vf().name());
        }
        // an address of the VF's own choice is one to go back to as well
        return found.with(found.state(), found.ownMac() && wanted.mac().isEmpty());
    }

    @Override
    VfSettings target(VfSettings found) {
        VfState now = found.state();
        return found.with(new VfState(merged(now.admin()), now.rssQuery()), false);
    }

    @Override
    boolean is(VfSettings found) {
        return Shown.admin(merged(found.state().admin()), found.state().admin()) == Shown.YES;
    }

    @Override
    public String words() {
        return vf().name() + " has these settings";
    }

    private VfAdmin merged(VfAdmin now) {
        // without a VLAN there is no priority, unless somebody wants one
        boolean untagged = wanted.vlan().equals(OptionalInt.of(0));
        OptionalInt qos = untagged && now.qos().isPresent() ? OptionalInt.of(0) : now.qos();
        return new VfAdmin(
                wanted.mac().or(now::mac),
                or(wanted.vlan(), now.vlan()),
                or(wanted.qos(), qos),
                wanted.spoofchk().or(now::spoofchk),
                wanted.trust().or(now::trust),
                wanted.linkState().or(now::linkState),
                or(wanted.minTxRate(), now.minTxRate()),
                or(wanted.maxTxRate(), now.maxTxRate()),
                untagged ? Optional.empty() : now.vlanProtocol(),
                now.nodeGuid(),
                now.portGuid());
    }

    private static OptionalInt or(OptionalInt wanted, OptionalInt now) {
        return wanted.isPresent() ? wanted : now;
    }
}
