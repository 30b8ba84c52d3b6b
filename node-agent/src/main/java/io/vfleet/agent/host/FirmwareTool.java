package io.vfleet.agent.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vfleet.domain.inventory.Card.FirmwareSettings;
import io.vfleet.domain.inventory.Card.FirmwareSettings.Setting;
import io.vfleet.domain.inventory.PciAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Asks the vendor's tool what a ConnectX card is set to: the one command an agent ever runs, never
/// in its loop, as the tool talks to the card's firmware for seconds.
final class FirmwareTool {

    private static final List<String> NAMES = List.of("mstconfig", "mlxconfig");
    private static final List<Path> FOLDERS =
            Stream.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin")
                    .map(Path::of)
                    .toList();
    private static final int OUTPUT_LIMIT = 256 * 1024;
    private static final int MOST_CHARACTERS = 200;

    // those that decide how many VFs there can be and what each has
    private static final Set<String> WANTED =
            Set.of(
                    "SRIOV_EN",
                    "NUM_OF_VFS",
                    "PF_NUM_OF_VF",
                    "PF_NUM_OF_VF_VALID",
                    "NUM_VF_MSIX",
                    "NUM_PF_MSIX",
                    "STRICT_VF_MSIX_NUM",
                    "DYNAMIC_VF_MSIX_TABLE",
                    "VF_LOG_BAR_SIZE",
                    "LINK_TYPE_P1",
                    "LINK_TYPE_P2",
                    "ROCE_CONTROL");

    private final List<Path> folders;
    private final Duration patience;

    FirmwareTool(Duration patience) {
        this(FOLDERS, patience);
    }

    FirmwareTool(List<Path> folders, Duration patience) {
        this.folders = folders;
        this.patience = patience;
    }

    Reading<FirmwareSettings> read(PciAddress pf) {
        Optional<Path> tool =
                NAMES.stream()
                        .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                        .filter(Files::isExecutable)
                        .findFirst();
        return tool.map(found -> run(found, pf))
                .orElseGet(() -> new Reading.Failed<>("mstconfig is not installed"));
    }

    private Reading<FirmwareSettings> run(Path tool, PciAddress pf) {
        try {
            Process process = start(tool, pf);
            CompletableFuture<String> said = new CompletableFuture<>();
            Thread.ofPlatform().daemon().start(() -> said.complete(all(process)));
            if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
                return new Reading.Failed<>(
                        "no answer in %s s".formatted(patience.toMillis() / 1000.0));
            }
            return understand(name(tool), said.join(), Instant.now());
        } catch (IOException failed) {
            return new Reading.Failed<>(String.valueOf(failed.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Reading.Failed<>("interrupted");
        }
    }

    private static Process start(Path tool, PciAddress pf) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(tool.toString(), "-e", "-d", pf.toString(), "q");
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("PATH", "/usr/bin:/usr/sbin:/bin:/sbin");
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        return process;
    }

    private static String all(Process process) {
        try (InputStream out = process.getInputStream()) {
            return new String(out.readNBytes(OUTPUT_LIMIT), UTF_8);
        } catch (IOException failed) {
            return "-E- " + failed.getMessage();
        }
    }

    private static String name(Path tool) {
        return String.valueOf(tool.getFileName());
    }

    /// The answer to `mstconfig -e -d <pf> q`: rows of a name, the default, the current and the
    /// next boot's value; without `-e`, of the last alone.
    static Reading<FirmwareSettings> understand(String tool, String said, Instant readAt) {
        SortedMap<String, Setting> settings = new TreeMap<>();
        for (String line : said.lines().toList()) {
            String[] words = line.replaceFirst("^\\*", "").strip().split("\\s+");
            if (WANTED.contains(words[0])) {
                setting(words).ifPresent(setting -> settings.put(words[0], setting));
            }
        }
        return settings.isEmpty()
                ? new Reading.Failed<>(trouble(tool, said))
                : new Reading.Value<>(new FirmwareSettings(tool, readAt, settings));
    }

    private static Optional<Setting> setting(String[] words) {
        return switch (words.length) {
            case 2 -> Optional.of(new Setting(Optional.empty(), words[1]));
            case 4 -> Optional.of(new Setting(Optional.of(words[2]), words[3]));
            default -> Optional.empty();
        };
    }

    private static String trouble(String tool, String said) {
        return said.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("-E-"))
                .map(line -> line.substring(3).strip())
                .findFirst()
                .or(() ->
                        said.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst())
                .map(line ->
                        tool + ": " + line.substring(0, Math.min(line.length(), MOST_CHARACTERS)))
                .orElse(tool + " said nothing");
    }
}
