package io.vfleet.agent.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Writes to the host below a root, each time in a process of its own that can be given up.
final class LiveWriter implements HostWriter {

    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private static final int SAID_LIMIT = 1 << 18;

    private final Path root;
    private final List<Child> givenUp = new ArrayList<>();

    LiveWriter(Path root) {
        this.root = root;
    }

    @Override
    public WriteResult write(WriteTarget target, String value, Duration limit) {
        Optional<KernelLog> log = log();
        try {
            Process process = start(target, value);
            boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
            List<String> lines = log.map(open -> open.about(target.pf())).orElse(List.of());
            return ended
                    ? result(said(process), lines)
                    : new WriteResult.Hung(
                            giveUp(
                                    new Child(
                                            process,
                                            "writing %s to %s".formatted(value, target.path()))),
                            limit,
                            lines);
        } catch (IOException e) {
            return new WriteResult.Refused(
                    "no writer", "the writing process did not start: " + e.getMessage(), List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WriteResult.Hung("the agent was ended meanwhile", limit, List.of());
        } finally {
            log.ifPresent(KernelLog::close);
        }
    }

    @Override
    public ChangeResult change(PfIdentity pf, List<VfChange> changes, Duration limit) {
        try {
            Process process =
                    Child.start(
                            SettingsChild.class,
                            root.toString(),
                            pf.address().toString(),
                            pf.vendor(),
                            pf.device());
            try (OutputStream in = process.getOutputStream()) {
                for (VfChange change : changes) {
                    in.write((change.line() + "\n").getBytes(UTF_8));
                }
            }
            boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
            return ended
                    ? answers(changes, said(process).lines().toList())
                    : new ChangeResult.Hung(
                            giveUp(new Child(process, "setting VFs of " + pf.address())), limit);
        } catch (IOException e) {
            return answers(changes, List.of("the writing process failed: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ChangeResult.Hung("the agent was ended meanwhile", limit);
        }
    }

    // what was not answered was not done: the process broke
    private static ChangeResult answers(List<VfChange> changes, List<String> answers) {
        List<ChangeResult.Failure> failures = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            String answer = i < answers.size() ? answers.get(i) : "no answer";
            if (!answer.equals(SettingsChild.DONE)) {
                failures.add(new ChangeResult.Failure(changes.get(i), Errno.name(answer)));
            }
        }
        return new ChangeResult.Done(failures);
    }

    @Override
    public HookResult run(HookCall hook, Duration limit) {
        return HookProcess.run(root, hook, limit);
    }

    @Override
    public WriteResult persist(UdevRule rule, Duration limit) {
        String count = rule.numVfs().isPresent() ? "" + rule.numVfs().getAsInt() : "none";
        try {
            Process process = Child.start(RuleChild.class, root.toString(), rule.mac(), count);
            return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
                    ? result(said(process), List.of())
                    : new WriteResult.Hung(
                            giveUp(new Child(process, "writing " + rule.path())), limit, List.of());
        } catch (IOException e) {
            return new WriteResult.Refused(
                    "no writer", "the writing process did not start: " + e.getMessage(), List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WriteResult.Hung("the agent was ended meanwhile", limit, List.of());
        }
    }

    @Override
    public Optional<String> arm(Class<?> program, Path file, Duration after) {
        return Watchdogs.arm(root, program, file, after);
    }

    @Override
    public void disarm(Path file) {
        Watchdogs.disarm(file);
    }

    @Override
    public synchronized List<String> hung() {
        givenUp.removeIf(child -> !child.process().isAlive());
        return givenUp.stream().map(Child::description).toList();
    }

    // one that waits in the kernel only ends when the kernel lets it
    private synchronized String giveUp(Child child) throws InterruptedException {
        String description = child.description();
        child.process().destroyForcibly();
        if (!child.process().waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
            givenUp.add(child);
        }
        return description;
    }

    private Process start(WriteTarget target, String value) throws IOException {
        return Child.start(
                WriteChild.class,
                root.toString(),
                target.pf().toString(),
                target.vendor(),
                target.device(),
                target.attribute(),
                value);
    }

    private static String said(Process process) throws IOException {
        try (var out = process.getInputStream()) {
            return new String(out.readNBytes(SAID_LIMIT), UTF_8).strip();
        }
    }

    private static WriteResult result(String said, List<String> lines) {
        return said.equals(WriteChild.WRITTEN)
                ? new WriteResult.Written(lines)
                : new WriteResult.Refused(Errno.name(said), said, lines);
    }

    private static Optional<KernelLog> log() {
        try {
            return Optional.of(KernelLog.fromNow());
        } catch (IOException | LinkageError unreadable) {
            // a JVM may forbid native calls; the write is explained by its errno alone then
            return Optional.empty();
        }
    }
}
