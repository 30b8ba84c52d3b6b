package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.CrashRecord;
import io.vfleet.domain.inventory.PciAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What earlier kernels left when they crashed: in pstore, where systemd moves it from there, and
/// where kdump writes. What was read once is not read again as long as nobody wrote to it.
final class Crashes {

    static final int MOST = 8;
    static final String PSTORE = "/sys/fs/pstore";
    static final String MOVED = "/var/lib/systemd/pstore";
    static final String KDUMP = "/var/crash";

    private static final int TEXT_LIMIT = 2 << 20;
    private static final int MOST_FOLDERS = 64;
    private static final int MOST_PARTS = 256;
    private static final Predicate<String> RECORD =
            Pattern.compile("(dmesg|console)-.*(?<!\\.z)").asMatchPredicate();
    private static final Predicate<String> DUMP =
            Pattern.compile("vmcore(\\.flat|-incomplete)?|dump\\.\\d+").asMatchPredicate();
    private static final Predicate<String> LOG_OF_DUMP =
            Pattern.compile("vmcore-dmesg(-incomplete)?\\.txt|dmesg\\.\\d+").asMatchPredicate();
    private static final Comparator<CrashRecord> NEWEST_FIRST =
            Comparator.comparing((CrashRecord crash) -> crash.at().orElse(Instant.EPOCH))
                    .reversed()
                    .thenComparing(CrashRecord::path);

    private Map<Stamps, List<CrashRecord>> known = new HashMap<>();

    /// @param drivers of the PFs and VFs
    List<CrashRecord> read(Look look, Set<String> drivers, Set<PciAddress> functions) {
        Reader reader = new Reader(look, drivers, functions);
        reader.pstore(PSTORE, look.list(PSTORE));
        reader.moved(MOVED, 2);
        look.list(KDUMP).stream()
                .limit(MOST_FOLDERS)
                .forEach(name -> reader.dump(KDUMP + "/" + name));
        known = reader.now;
        return reader.found.stream().sorted(NEWEST_FIRST).limit(MOST).toList();
    }

    /// Files and when they were written to, and for whom they were read.
    private record Stamps(
            Map<String, Optional<Instant>> files, Set<String> drivers, Set<PciAddress> functions) {}

    private record Part(String path, Optional<Instant> at, String text, CrashText.Head head) {}

    /// One look at all places.
    private final class Reader {

        private final Look look;
        private final Set<String> drivers;
        private final Set<PciAddress> functions;
        private final Map<Stamps, List<CrashRecord>> now = new HashMap<>();
        private final List<CrashRecord> found = new ArrayList<>();

        Reader(Look look, Set<String> drivers, Set<PciAddress> functions) {
            this.look = look;
            this.drivers = drivers;
            this.functions = functions;
        }

        /// The records of one folder, several crashes perhaps.
        void pstore(String folder, List<String> names) {
            add(folder, names.stream().filter(RECORD).limit(MOST_PARTS).toList(), Optional.empty());
        }

        // systemd puts the parts together, in a folder by crash (src/pstore/pstore.c)
        void moved(String folder, int depth) {
            List<String> names = look.list(folder);
            if (names.contains("dmesg.txt")) {
                add(folder, List.of("dmesg.txt"), Optional.empty());
                return;
            }
            pstore(folder, names);
            names.stream()
                    .filter(name -> depth > 0 && name.matches("\\d+"))
                    .limit(MOST_FOLDERS)
                    .forEach(name -> moved(folder + "/" + name, depth - 1));
        }

        /// A folder of kdump's; what others leave beside it are files.
        void dump(String folder) {
            List<String> names = look.glanceList(folder);
            List<String> logs = names.stream().filter(LOG_OF_DUMP).toList();
            add(folder, logs, Optional.of("vmcore"));
            if (logs.isEmpty() && names.stream().anyMatch(DUMP)) {
                Optional<Instant> at = look.modified(folder);
                found.add(new CrashRecord(folder, "vmcore", at, OptionalLong.empty(), List.of()));
            }
        }

        private void add(String folder, List<String> names, Optional<String> kind) {
            if (names.isEmpty()) {
                return;
            }
            Map<String, Optional<Instant>> files = new TreeMap<>();
            names.forEach(name -> {
                String path = folder + "/" + name;
                files.put(path, look.modified(path));
            });
            Stamps stamps = new Stamps(files, drivers, functions);
            List<CrashRecord> records =
                    Optional.ofNullable(known.get(stamps)).orElseGet(() -> read(files, kind));
            now.put(stamps, records);
            found.addAll(records);
        }

        /// A long crash has several parts, of which the first is its end.
        private List<CrashRecord> read(
                Map<String, Optional<Instant>> files, Optional<String> kind) {
            Map<String, List<Part>> crashes = new TreeMap<>();
            files.forEach((path, at) ->
                    part(path, at)
                            .ifPresent(part ->
                                    crashes.computeIfAbsent(crash(part), _ -> new ArrayList<>())
                                            .add(part)));
            return crashes.values().stream().map(parts -> record(parts, kind)).toList();
        }

        private Optional<Part> part(String path, Optional<Instant> at) {
            return look.bytes(path, TEXT_LIMIT)
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .map(text -> new Part(path, at, text, CrashText.head(text)));
        }

        private CrashRecord record(List<Part> parts, Optional<String> kind) {
            List<Part> inOrder =
                    parts.stream()
                            .sorted(
                                    Comparator.comparing((Part part) -> part.head().part())
                                            .reversed())
                            .toList();
            StringBuilder text = new StringBuilder();
            inOrder.forEach(part -> text.append(part.text()).append('\n'));
            Part end = inOrder.getLast();
            String told = end.head().told() ? end.head().reason() : typeOf(end.path());
            return new CrashRecord(
                    end.path(),
                    kind.orElse(told),
                    end.at(),
                    OptionalLong.of(text.length() - inOrder.size()),
                    new CrashText(drivers, functions).lines(text.toString()));
        }
    }

    private static String crash(Part part) {
        CrashText.Head head = part.head();
        return head.told()
                ? typeOf(part.path()) + head.reason() + head.count() + part.at()
                : part.path();
    }

    /// `dmesg` of `dmesg-efi_pstore-170000000001001`, and of systemd's `dmesg.txt`.
    private static String typeOf(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.split("[-.]", 2)[0];
    }
}
