package io.vfleet.agent.collect;

import io.vfleet.agent.AgentVersion;
import io.vfleet.agent.Options;
import io.vfleet.agent.Roots;
import io.vfleet.agent.UsageProblem;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.RecordingHost;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.wire.InventoryJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `collect [--root DIR] [-o json] [--capture FILE [--mask]]`: what the agent would report.
public final class CollectCommand {

    private static final String MASK = "--mask";
    private static final Clock CLOCK = Clock.systemUTC();

    private CollectCommand() {}

    public static int run(List<String> words, PrintStream out) throws UsageProblem, IOException {
        boolean masked = words.contains(MASK);
        List<String> valued = words.stream().filter(word -> !word.equals(MASK)).toList();
        Options options = Options.parse(valued, Set.of("--root", "-o", "--capture"));
        options.oneOf("-o", List.of("json"));
        Host host = Roots.host(options);
        Optional<Path> capture = options.value("--capture").map(Path::of);
        if (masked && capture.isEmpty()) {
            throw new UsageProblem("--mask is for --capture FILE");
        }
        InventoryJson.write(
                capture.isPresent() ? captured(host, capture.get(), masked) : collect(host),
                out,
                true);
        out.println();
        out.flush();
        return 0;
    }

    private static NodeInventory collect(Host host) {
        InventoryCollector collector = new InventoryCollector(host, CLOCK, AgentVersion.current());
        return host.reader().await(() -> collector.collect(Journal.EMPTY));
    }

    private static NodeInventory captured(Host live, Path file, boolean masked) throws IOException {
        RecordingHost host = new RecordingHost(live);
        NodeInventory inventory = collect(host);
        write(host, file, masked);
        return inventory;
    }

    private static void write(RecordingHost host, Path file, boolean masked) throws IOException {
        try (OutputStream archive = Files.newOutputStream(file)) {
            host.writeTo(archive, CLOCK.instant(), masked);
        } catch (IOException failed) {
            throw new IOException("cannot write '" + file + "': " + failed.getMessage(), failed);
        }
    }
}
