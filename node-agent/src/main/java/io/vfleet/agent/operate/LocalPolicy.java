package io.vfleet.agent.operate;

import io.vfleet.domain.operation.OperationKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What the people of this host let the agent do: `/etc/vfleet/policy.yaml`. The server can ask for
/// less, never for more.
///
/// @param observing why nothing may be written; empty where writing is allowed
/// @param neverPfs addresses, or `driver:NAME`
/// @param maxVfs the most VFs of one PF
/// @param overridable ids of the gates a command may ask to pass over
/// @param windows when writing is allowed, in the host's own time; always where there is none
/// @param perHour the most operations begun in an hour
/// @param hookTimeout how long one hook may take
/// @param reapplyAtBoot whether what operations made is made again after a boot
record LocalPolicy(
        Optional<String> observing,
        Set<String> neverPfs,
        OptionalInt maxVfs,
        Set<OperationKind> kinds,
        Set<String> overridable,
        List<Window> windows,
        OptionalInt perHour,
        Duration revertTimeout,
        Duration hookTimeout,
        boolean reapplyAtBoot) {

    static final Duration REVERT_TIMEOUT = Duration.ofSeconds(120);

    static final Duration HOOK_TIMEOUT = Duration.ofSeconds(60);

    LocalPolicy {
        neverPfs = Set.copyOf(neverPfs);
        kinds = Set.copyOf(kinds);
        overridable = Set.copyOf(overridable);
        windows = List.copyOf(windows);
    }

    static LocalPolicy observe(String why) {
        return new LocalPolicy(
                Optional.of(why),
                Set.of(),
                OptionalInt.empty(),
                Set.of(),
                Set.of(),
                List.of(),
                OptionalInt.empty(),
                REVERT_TIMEOUT,
                HOOK_TIMEOUT,
                false);
    }
}
