package io.vfleet.agent.operate;

import io.vfleet.agent.sight.LoadedModules;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.chain.KnownBadVersions;
import io.vfleet.domain.inventory.KernelModule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Whether driver, card and kernel are known to go wrong together over VFs, by the table that the
/// check `known-bad-combination` reads.
final class KnownBadGate implements Gate {

    @Override
    public String id() {
        return "G10";
    }

    @Override
    public String clear() {
        return "nothing is known against these versions of driver and kernel";
    }

    @Override
    public boolean mustKnow() {
        return false;
    }

    @Override
    public Optional<String> objection(Subject subject) throws Unknowable {
        Pf pf = subject.pf();
        KnownBadVersions.Answer answer =
                KnownBadVersions.ask(
                        new Loaded(subject.sight(), new HashMap<>()),
                        pf.driver(),
                        hex(pf.vendor()) + ":" + hex(pf.device()));
        return switch (answer) {
            case KnownBadVersions.Answer.Clear() -> Optional.empty();
            case KnownBadVersions.Answer.Bad(var what) ->
                    Optional.of("of this driver and kernel is known: " + what);
            case KnownBadVersions.Answer.NotTold(var path, var reason) ->
                    throw new Unknowable(path + ": " + reason);
        };
    }

    private static String hex(String number) {
        return number.startsWith("0x") ? number.substring(2) : number;
    }

    /// What is loaded on this host.
    ///
    /// @param reasons why something asked for is not known, by path
    private record Loaded(Sight sight, Map<String, String> reasons)
            implements KnownBadVersions.Source {

        private static final String RELEASE = "/proc/sys/kernel/osrelease";

        @Override
        public Optional<KernelModule> module(String name) {
            String listed = name.replace('-', '_');
            return text(LoadedModules.PATH)
                    .map(LoadedModules::taints)
                    .flatMap(all -> Optional.ofNullable(all.get(listed)))
                    .map(taints ->
                            new KernelModule(
                                    listed,
                                    text("/sys/module/" + listed + "/version"),
                                    Optional.of(taints).filter(letters -> !letters.isEmpty())));
        }

        @Override
        public Optional<String> kernelRelease() {
            return text(RELEASE);
        }

        @Override
        public Optional<String> unread(String path) {
            return Optional.ofNullable(reasons.get(path));
        }

        private Optional<String> text(String path) {
            try {
                return sight.text(path);
            } catch (Unknowable unknown) {
                reasons.put(
                        path,
                        unknown.unread()
                                .map(Unknowable.Unread::reason)
                                .orElse(String.valueOf(unknown.getMessage())));
                return Optional.empty();
            }
        }
    }
}
