package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Unknowable;
import java.util.Optional;

/// Whether the PF is in a state in which its driver makes no VFs. What its health reporters say is
/// not asked, so the answer is never a plain yes.
final class HealthGate implements Gate {

    @Override
    public String id() {
        return "G9";
    }

    @Override
    public String clear() {
        return "the PF is well";
    }

    @Override
    public boolean mustKnow() {
        return false;
    }

    @Override
    public Optional<String> objection(Subject subject) throws Unknowable {
        Pf pf = subject.pf();
        Optional<String> power = subject.sight().text(pf.address().sysfsPath() + "/power_state");
        if (power.filter(state -> state.startsWith("D3")).isPresent()) {
            return Optional.of("the PF sleeps, its power_state is " + power.get());
        }
        // bnxt_sriov.c, bnxt_sriov_configure: says nothing and does nothing
        if (pf.driver().filter("bnxt_en"::equals).isPresent()) {
            for (String netdev : pf.netdevs()) {
                if (!up(subject, netdev)) {
                    return Optional.of(
                            netdev + " is down, and bnxt_en makes VFs only while it is up");
                }
            }
        }
        throw new Unknowable("the driver's health reporters are not asked");
    }

    // linux/if.h, IFF_UP
    private static boolean up(Subject subject, String netdev) throws Unknowable {
        String path = "/sys/class/net/" + netdev + "/flags";
        String flags = subject.sight().text(path).orElse("");
        if (!flags.matches("0x\\p{XDigit}{1,8}")) {
            throw new Unknowable(path + " says '" + flags + "'");
        }
        return (Integer.decode(flags) & 1) == 1;
    }
}
