package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.PciAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What of a crash's text is kept: the lines that say what happened, and those that name our
/// functions and drivers or the kernel's code for VFs.
final class CrashText {

    static final int MOST_LINES = 24;

    private static final int LAST = 600;
    private static final int MOST_CHARACTERS = 240;
    private static final Pattern TIME =
            Pattern.compile("^(?:<\\d+>)?\\[ *\\d+\\.\\d+](?:\\[[^]]*])? ?");
    private static final Pattern PART = Pattern.compile("(\\w+)#(\\d+) Part(\\d{1,6})");
    private static final Pattern BEGIN =
            Pattern.compile(
                    "BUG:|Oops|general protection fault|Kernel panic|Unable to handle|soft lockup"
                            + "|hard LOCKUP|blocked for more than|NETDEV WATCHDOG|Internal error:"
                            + "|sysrq: Trigger a crash|^WARNING: ");
    private static final Pattern TELLS =
            Pattern.compile(
                    BEGIN.pattern()
                            + "|RIP: |^pc : |^Hardware name: |sriov|\\bvfio|vf_reset|pci_reset"
                            + "|pci_stop_|rescan_remove|iommu_|Workqueue: ");

    private static final Pattern ADDRESS =
            Pattern.compile("[0-9a-f]{4,7}:[0-9a-f]{2}:[01][0-9a-f]\\.[0-7]");

    private final Pattern frames;
    private final Set<PciAddress> functions;

    /// @param drivers of the PFs and VFs: their names stand in brackets behind a frame
    CrashText(Set<String> drivers, Set<PciAddress> functions) {
        this.functions = functions;
        this.frames =
                drivers.isEmpty()
                        ? Pattern.compile("(?!)")
                        : Pattern.compile(
                                drivers.stream()
                                        .map(Pattern::quote)
                                        .collect(Collectors.joining("|", "\\[(", ")[] ]")));
    }

    /// At most [#MOST_LINES] lines in their order, from where the crash begins, without times.
    List<String> lines(String text) {
        List<String> all = text.lines().map(line -> TIME.matcher(line).replaceFirst("")).toList();
        List<String> last = all.subList(Math.max(0, all.size() - LAST), all.size());
        return last.subList(begin(last), last.size()).stream()
                .filter(line -> telling(line) && !PART.matcher(line.strip()).matches())
                .limit(MOST_LINES)
                .map(line -> line.substring(0, Math.min(line.length(), MOST_CHARACTERS)).strip())
                .toList();
    }

    private boolean telling(String line) {
        return TELLS.matcher(line).find()
                || frames.matcher(line).find()
                || ADDRESS.matcher(line)
                        .results()
                        .flatMap(found -> PciAddress.find(found.group()).stream())
                        .anyMatch(functions::contains);
    }

    private static int begin(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (BEGIN.matcher(lines.get(i)).find()) {
                return i;
            }
        }
        return 0;
    }

    /// The first line of a record in pstore: `Panic#2 Part1` (pstore_dump, fs/pstore/platform.c).
    static Head head(String text) {
        Matcher part = PART.matcher(text.lines().findFirst().orElse("").strip());
        return part.matches()
                ? new Head(
                        part.group(1).toLowerCase(Locale.ROOT),
                        part.group(2),
                        Integer.parseInt(part.group(3)))
                : new Head("", "", 0);
    }

    /// @param reason `panic`, `oops`; empty where the record has no such line
    record Head(String reason, String count, int part) {
        boolean told() {
            return !reason.isEmpty();
        }
    }
}
