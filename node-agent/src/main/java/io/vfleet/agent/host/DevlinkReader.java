package io.vfleet.agent.host;

import io.vfleet.domain.inventory.Card;
import io.vfleet.domain.inventory.PciAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Asks a PF's driver over devlink, one question after the other, none of which changes anything.
final class DevlinkReader {

    // of the hundred there are, those that decide what VFs there can be and what they can do
    private static final List<String> PARAMETERS =
            List.of("enable_roce", "enable_sriov", "msix_vec_per_pf_max", "total_vfs");
    private static final String UNSUPPORTED = Errno.text(95);
    private static final String INVALID = Errno.text(22);

    private final Netlink netlink;

    DevlinkReader(Netlink netlink) {
        this.netlink = netlink;
    }

    Reading<DevlinkAnswer> read(PciAddress pf) {
        return switch (family()) {
            case Reading.Value<byte[]>(byte[] message) -> read(DevlinkMessages.family(message), pf);
            case Reading.Absent<byte[]>() -> new Reading.Failed<>("the kernel has no devlink");
            case Reading.Failed<byte[]>(String reason) -> new Reading.Failed<>(reason);
        };
    }

    private Reading<byte[]> family() {
        return netlink.ask("devlink", NetlinkSocket.GENERIC, DevlinkMessages.familyRequest());
    }

    /// What the PF's driver says of the parts it watches over; none where it watches over none, or
    /// the kernel has no devlink at all.
    Reading<List<HealthReporter>> health(PciAddress pf) {
        return switch (family().map(DevlinkMessages::family)) {
            case Reading.Value<OptionalInt>(var family) when family.isPresent() ->
                    health(family.getAsInt(), pf);
            case Reading.Value<OptionalInt> _ ->
                    new Reading.Failed<>("netlink names no number for devlink");
            case Reading.Absent<OptionalInt>() -> new Reading.Absent<>();
            case Reading.Failed<OptionalInt>(String reason) -> new Reading.Failed<>(reason);
        };
    }

    // kernels before 6.6 tell of every device whatever is asked (net/devlink/health.c)
    private Reading<List<HealthReporter>> health(int family, PciAddress pf) {
        byte[] request = DevlinkMessages.request(family, DevlinkMessages.HEALTH_REPORTER_GET, pf);
        return netlink.askAll("devlink health " + pf, NetlinkSocket.GENERIC, request)
                .map(messages ->
                        messages.stream()
                                .flatMap(it -> DevlinkMessages.healthReporter(it, pf).stream())
                                .toList());
    }

    private Reading<DevlinkAnswer> read(OptionalInt family, PciAddress pf) {
        return family.isPresent()
                ? new Conversation(family.getAsInt(), pf).held()
                : new Reading.Failed<>("netlink names no number for devlink");
    }

    /// All questions to one PF.
    private final class Conversation {

        private final int family;
        private final PciAddress pf;
        private final SortedMap<String, String> failures = new TreeMap<>();

        Conversation(int family, PciAddress pf) {
            this.family = family;
            this.pf = pf;
        }

        /// Absent for a PF whose driver knows no devlink.
        Reading<DevlinkAnswer> held() {
            Reading<byte[]> info = ask(DevlinkMessages.INFO_GET);
            if (info instanceof Reading.Absent<byte[]>) {
                return new Reading.Absent<>();
            }
            return new Reading.Value<>(
                    new DevlinkAnswer(
                            answered(
                                            "eswitch",
                                            ask(DevlinkMessages.ESWITCH_GET),
                                            DevlinkMessages::eswitchMode)
                                    .flatMap(Function.identity()),
                            answered("info", info, DevlinkMessages::versions).orElse(List.of()),
                            parameters(),
                            failures));
        }

        private List<Card.Parameter> parameters() {
            List<Card.Parameter> parameters = new ArrayList<>();
            for (String name : PARAMETERS) {
                byte[] request = DevlinkMessages.parameterRequest(family, pf, name);
                answered("param/" + name, ask(request), DevlinkMessages::parameter)
                        .flatMap(Function.identity())
                        .ifPresent(parameters::add);
            }
            return parameters;
        }

        private Reading<byte[]> ask(int command) {
            return ask(DevlinkMessages.request(family, command, pf));
        }

        private Reading<byte[]> ask(byte[] request) {
            return netlink.ask("devlink " + pf, NetlinkSocket.GENERIC, request);
        }

        // "not supported" is an answer; of a parameter's name it is "invalid" (devlink_param_get)
        private <T> Optional<T> answered(
                String what, Reading<byte[]> answer, Function<byte[], T> understand) {
            if (answer instanceof Reading.Failed<byte[]>(String reason)) {
                boolean unknown = reason.equals(UNSUPPORTED) || reason.equals(INVALID);
                Optional.of(reason).filter(_ -> !unknown).ifPresent(it -> failures.put(what, it));
            }
            return answer.found().map(understand);
        }
    }
}
