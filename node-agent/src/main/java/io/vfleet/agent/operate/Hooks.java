package io.vfleet.agent.operate;

import io.vfleet.agent.host.HookCall;
import io.vfleet.agent.host.HookResult;
import io.vfleet.agent.host.HostWriter;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.GateResult;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.operation.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;

/// Runs the host's own programs before an operation writes and after it has ended. Where those of
/// before have begun, those of after are run whatever comes between, by a later agent if need be.
final class Hooks {

    private static final String PREFIX = HookFolder.PATH + "/";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    private final Site site;
    private final HookFolder folder;
    private final HooksBegun begun;

    /// @param begun where it is kept that hooks have begun
    Hooks(Site site, Path begun) {
        this.site = site;
        this.folder = new HookFolder(site.host());
        this.begun = new HooksBegun(begun);
    }

    /// Whether there are hooks to be run before this operation.
    boolean due(UUID operation) {
        return !folder.none() && !begun.has(operation);
    }

    /// Whether hooks may do away with what this gate objects to: they drain VFs.
    static boolean mayMend(GateResult refusal) {
        return refusal.gate().equals("G7") && refusal.verdict() == GateResult.Verdict.REFUSED;
    }

    /// @return why the operation must not go on; empty where all ended well
    Optional<String> before(Trail trail, int numVfs, Duration limit) {
        Command command = trail.command();
        try {
            List<String> hooks = folder.hooks();
            begun.add(command, numVfs);
            for (String hook : hooks) {
                Ran ran = run(hook, environment(BEFORE, command, numVfs), limit);
                trail.add(ran.step());
                if (ran.complaint().isPresent()) {
                    return ran.complaint();
                }
            }
            return Optional.empty();
        } catch (Unknowable unknown) {
            return Optional.of(String.valueOf(unknown.getMessage()));
        } catch (JournalTrouble trouble) {
            return Optional.of(String.valueOf(trouble.getMessage()));
        }
    }

    /// Operations whose hooks of before have begun, and those of after have not ended.
    List<UUID> open() {
        return begun.all();
    }

    /// The ending with what the hooks of after said; they change nothing of it.
    ///
    /// @throws InterruptedException when the agent is ended meanwhile: a later one runs them again
    Progress after(Progress ending) throws InterruptedException {
        Optional<HooksBegun.Begun> known = begun.of(ending.command());
        if (known.isEmpty() || site.host().writer().isEmpty()) {
            return ending;
        }
        List<Step> steps = new ArrayList<>(ending.steps());
        List<String> complaints = new ArrayList<>();
        try {
            TreeMap<String, String> environment =
                    environment(AFTER, known.get().command(), known.get().numVfs());
            environment.put("VFLEET_STATE", ending.state().name());
            for (String hook : folder.hooks()) {
                Ran ran = run(hook, environment, PolicyFile.read(site.host()).hookTimeout());
                steps.add(ran.step());
                ran.complaint().ifPresent(complaints::add);
            }
        } catch (Unknowable unknown) {
            complaints.add("No hook was run afterwards: " + unknown.getMessage());
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("ended while hooks ran");
        }
        begun.remove(ending.command());
        return with(ending, steps, complaints);
    }

    private static Progress with(Progress ending, List<Step> steps, List<String> complaints) {
        List<String> words = new ArrayList<>(ending.explanation().stream().toList());
        complaints.forEach(complaint -> words.add(complaint + "."));
        return new Progress(
                ending.command(),
                ending.state(),
                ending.before(),
                ending.after(),
                ending.error(),
                ending.gates(),
                steps,
                Optional.of(String.join(" ", words)).filter(text -> !text.isEmpty()));
    }

    private Ran run(String hook, TreeMap<String, String> environment, Duration limit) {
        HostWriter writer = site.host().writer().orElseThrow();
        String phase = environment.getOrDefault("VFLEET_PHASE", "");
        Instant startedAt = site.clock().now();
        long start = site.clock().nanoTime();
        HookResult result = writer.run(new HookCall(hook, phase, environment), limit);
        long took = Duration.ofNanos(site.clock().nanoTime() - start).toMillis();
        String name = phase + " " + hook.substring(PREFIX.length());
        String said =
                result.complaint()
                        .map(complaint -> (complaint + "\n" + result.output()).strip())
                        .orElse(result.output());
        return new Ran(
                new Step(name, startedAt, Math.max(0, took), Optional.of(said).filter(Hooks::any)),
                result.complaint().map(complaint -> hook + " " + phase + " " + complaint));
    }

    private static boolean any(String text) {
        return !text.isEmpty();
    }

    private static TreeMap<String, String> environment(String phase, Command command, int numVfs) {
        TreeMap<String, String> environment = new TreeMap<>();
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("LC_ALL", "C");
        environment.put("VFLEET_PHASE", phase);
        environment.put("VFLEET_OPERATION", command.id().toString());
        environment.put("VFLEET_KIND", command.kind().name());
        command.pf().ifPresent(pf -> environment.put("VFLEET_PF", pf.toString()));
        environment.put("VFLEET_OLD_COUNT", Integer.toString(numVfs));
        environment.put("VFLEET_NEW_COUNT", Integer.toString(wanted(command).orElse(numVfs)));
        return environment;
    }

    private static OptionalInt wanted(Command command) {
        return command.change().count();
    }

    private record Ran(Step step, Optional<String> complaint) {}
}
