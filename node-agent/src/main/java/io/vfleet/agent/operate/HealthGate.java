package io.vfleet.agent.operate;

import io.vfleet.agent.host.HealthReporter;
import io.vfleet.agent.sight.Unknowable;
import java.util.List;
import java.util.Optional;

/// Whether the PF is in a state in which its driver makes no VFs, or is out of order by what that
/// says itself.
final class HealthGate implements Gate {

    @Override
    public String id() {
        return "G9";
    }

    @Override
    public String clear() {
        return "the PF is awake, and its driver tells of no error";
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
        return outOfOrder(subject.sight().health(pf.address()));
    }

    private static Optional<String> outOfOrder(List<HealthReporter> reporters) throws Unknowable {
        for (HealthReporter reporter : reporters) {
            if (!reporter.healthy().orElse(true)) {
                return Optional.of(
                        "the driver's health reporter '%s' is in error (devlink health)"
                                .formatted(reporter.name()));
            }
        }
        for (HealthReporter reporter : reporters) {
            if (reporter.healthy().isEmpty()) {
                throw new Unknowable(
                        "the state of health reporter '%s' is not understood"
                                .formatted(reporter.name()));
            }
        }
        return Optional.empty();
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
