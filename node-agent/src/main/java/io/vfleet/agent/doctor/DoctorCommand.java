package io.vfleet.agent.doctor;

import io.vfleet.agent.AgentVersion;
import io.vfleet.agent.Options;
import io.vfleet.agent.Roots;
import io.vfleet.agent.UsageProblem;
import io.vfleet.agent.collect.InventoryCollector;
import io.vfleet.agent.host.Host;
import io.vfleet.domain.chain.Chain;
import io.vfleet.domain.chain.Diagnosis;
import io.vfleet.domain.chain.Expectations;
import io.vfleet.domain.chain.LinkState;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.wire.DiagnosisJson;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/// `doctor [--root DIR] [-o text|json]`: judges this host and exits by the verdict.
public final class DoctorCommand {

    private DoctorCommand() {}

    public static int run(List<String> words, PrintStream out) throws UsageProblem, IOException {
        Options options = Options.parse(words, Set.of("--root", "-o"));
        String form = options.oneOf("-o", List.of("text", "json"));
        Host host = Roots.host(options);
        InventoryCollector collector =
                new InventoryCollector(host, Clock.systemUTC(), AgentVersion.current());
        NodeInventory inventory = host.reader().await(() -> collector.collect(Journal.EMPTY));
        Diagnosis diagnosis = examine(inventory);
        if (form.equals("json")) {
            DiagnosisJson.write(diagnosis, out, true);
            out.println();
        } else {
            out.print(new DoctorText(Style.of(out)).of(inventory, diagnosis, reader(host)));
        }
        out.flush();
        return exitCode(diagnosis.verdict().state());
    }

    private static String reader(Host host) {
        String user = System.getProperty("user.name", "?");
        if (!host.here()) {
            return "Read from a captured tree; what only a live host can be asked was not asked.";
        }
        return user.equals("root")
                ? "Read as root; nothing was written, nothing was sent."
                : "Read as " + user + "; root sees more. Nothing was written, nothing was sent.";
    }

    static Diagnosis examine(NodeInventory inventory) {
        String profile = inventory.labels().getOrDefault("profile", "");
        return Chain.standard().examine(inventory, Expectations.ofProfile(profile));
    }

    static int exitCode(LinkState verdict) {
        return switch (verdict) {
            case BROKEN -> 2;
            case UNKNOWN -> 3;
            case WARN -> 1;
            case OK, BLOCKED, NOT_APPLICABLE -> 0;
        };
    }
}
