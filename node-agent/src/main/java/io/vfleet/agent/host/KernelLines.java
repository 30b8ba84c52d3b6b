package io.vfleet.agent.host;

import io.vfleet.domain.inventory.KernelLine;
import io.vfleet.domain.inventory.PciAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keeps of the kernel's records what concerns PCI functions and the IOMMU: of each function the
/// newest few, those that read alike as one. The rest of the log is nobody's business.
final class KernelLines {

    static final int MOST_OF_A_FUNCTION = 8;
    static final int MOST_OF_THE_MACHINE = 32;

    private static final int MOST_FUNCTIONS = 2048;
    private static final int MOST_CHARACTERS = 300;
    private static final int MOST_COUNTED = 1_000_000;
    private static final int WARNING = 4;
    private static final int LEVELS = 8;

    // level and facility, sequence, microseconds since boot, flags, whatever may follow; text
    private static final Pattern RECORD =
            Pattern.compile(
                    "(\\d{1,9}),\\d+,(\\d{1,17}),[^,;]*(?:,count=([1-9]\\d{0,6}))?[^;]*;(.*)");
    private static final Pattern FUNCTION =
            Pattern.compile(
                    "(?<![\\w:])((?:[0-9a-f]{4,7}:)?[0-9a-f]{2}:[01][0-9a-f]\\.[0-7])(?!\\w)");

    // what drivers say of VFs without calling it a warning
    private static final Pattern OF_VFS =
            Pattern.compile(
                    "(?i)sr-?iov|\\bn?vfs?\\b|virtual function|mmio|spoof|malicious|\\bmdd\\b|aer: (?!enabled)"
                            + "|bus number|device request|safe mode|recovery mode"
                            + "|can't assign|no space for|in reset|resetting");
    private static final Pattern OF_THE_MACHINE =
            Pattern.compile(
                    "^DMAR(-IR)?:|AMD-Vi|arm-smmu|^iommu: |IRQ remapping|_OSC: OS |^Lockdown: "
                            + "|Kernel panic|^BUG: |Oops: |general protection fault|soft lockup"
                            + "|blocked for more than \\d+ seconds|NETDEV WATCHDOG"
                            + "|^WARNING: .* at drivers/(pci|net|infiniband|vfio|iommu)/");

    // both in the order of their newest line
    private final LinkedHashMap<Optional<PciAddress>, LinkedHashMap<String, KernelLine>> kept =
            new LinkedHashMap<>();

    /// A record as `/dev/kmsg` gives it: `6,339,5140900,-;text`.
    void take(String record) {
        Matcher parts = RECORD.matcher(record.lines().findFirst().orElse(""));
        if (!parts.matches()) {
            return;
        }
        int priority = Integer.parseInt(parts.group(1));
        // other facilities than the kernel's are programs that write into its log
        if (priority >= LEVELS) {
            return;
        }
        Duration at = Duration.ofMillis(Long.parseLong(parts.group(2)) / 1000);
        int count = Optional.ofNullable(parts.group(3)).map(Integer::parseInt).orElse(1);
        String text = parts.group(4);
        // judged by what is kept of it, so that a capture of it is judged the same
        String start = text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
        line(priority, start, at, count).ifPresent(this::keep);
    }

    private static Optional<KernelLine> line(int level, String text, Duration at, int count) {
        Optional<PciAddress> about = function(text);
        boolean telling =
                about.isPresent()
                        ? level <= WARNING || OF_VFS.matcher(text).find()
                        : OF_THE_MACHINE.matcher(text).find();
        return telling
                ? Optional.of(new KernelLine(about, level, text, at, count))
                : Optional.empty();
    }

    // `[81:00.0]` in what the IOMMU says is of domain 0
    private static Optional<PciAddress> function(String text) {
        Matcher found = FUNCTION.matcher(text);
        return found.find()
                ? PciAddress.find(found.group(1))
                        .or(() -> PciAddress.find("0000:" + found.group(1)))
                : Optional.empty();
    }

    private void keep(KernelLine line) {
        LinkedHashMap<String, KernelLine> lines = of(line.about());
        // put last again, as it is the newest now
        KernelLine before = lines.remove(line.shape());
        int seen = line.count() + (before == null ? 0 : before.count());
        lines.put(line.shape(), line.seen(Math.min(seen, MOST_COUNTED)));
        int most = line.about().isPresent() ? MOST_OF_A_FUNCTION : MOST_OF_THE_MACHINE;
        dropOldest(lines, most);
    }

    private LinkedHashMap<String, KernelLine> of(Optional<PciAddress> about) {
        LinkedHashMap<String, KernelLine> lines = kept.remove(about);
        LinkedHashMap<String, KernelLine> same = lines == null ? new LinkedHashMap<>() : lines;
        kept.put(about, same);
        dropOldest(kept, MOST_FUNCTIONS);
        return same;
    }

    private static void dropOldest(LinkedHashMap<?, ?> map, int most) {
        if (map.size() > most) {
            map.pollFirstEntry();
        }
    }

    /// All that is kept.
    List<KernelLine> lines() {
        return kept.values().stream().flatMap(lines -> lines.values().stream()).toList();
    }

    /// A line as a record again.
    static String record(KernelLine line) {
        return "%d,0,%d,-,count=%d;%s"
                .formatted(line.level(), line.at().toMillis() * 1000, line.count(), line.text());
    }
}
