package io.vfleet.agent.host;

import io.vfleet.domain.inventory.Card.FirmwareSettings;
import io.vfleet.domain.inventory.KernelLine;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Another host that also remembers all it was asked, so that the answers can be kept as a tree.
public final class RecordingHost implements Host {

    private static final Pattern OPEN_FILE = Pattern.compile("/proc/\\d+/fd/\\d+");
    private static final Predicate<String> DEVICE =
            Pattern.compile("/dev/(vfio|infiniband)/.*|/dev/uio\\d+").asMatchPredicate();

    // passwords of networks, tokens of services
    private static final Predicate<String> MAY_HOLD_SECRETS =
            Pattern.compile("/.*/(NetworkManager|netplan)/.*|/etc/systemd/system/.*")
                    .asMatchPredicate();

    private final Host host;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final SortedMap<String, String> links = new TreeMap<>();
    private final SortedMap<String, List<String>> folders = new TreeMap<>();
    private final SortedMap<String, Instant> times = new TreeMap<>();
    private final SortedMap<String, String> failures = new TreeMap<>();

    public RecordingHost(Host host) {
        this.host = host;
    }

    /// Writes a `.tgz` that, unpacked, gives a [DirectoryHost] with the same answers; what an
    /// interface's driver was asked is not among them.
    ///
    /// @param masked whether what identifies the machine is replaced
    public void writeTo(OutputStream out, Instant now, boolean masked) throws IOException {
        Recording settled =
                new Recording(files, links, folders, times, failures, host.whole()).settled();
        try (Capture capture = new Capture(out, now)) {
            capture.write(masked ? Mask.over(settled) : settled);
        }
    }

    @Override
    public HostReader reader() {
        return host.reader();
    }

    @Override
    public Reading<String> text(String path) {
        Reading<String> reading = host.text(path);
        note(path, reading);
        if (MAY_HOLD_SECRETS.test(path)) {
            reading.found()
                    .ifPresent(_ ->
                            failures.put(path, "kept out of the capture: it may hold secrets"));
            return reading;
        }
        reading.found()
                .ifPresent(text ->
                        files.putIfAbsent(path, (text + "\n").getBytes(StandardCharsets.UTF_8)));
        return reading;
    }

    @Override
    public Reading<byte[]> bytes(String path, int limit) {
        Reading<byte[]> reading = host.bytes(path, limit);
        note(path, reading);
        reading.found().ifPresent(bytes -> files.merge(path, bytes, RecordingHost::longer));
        return reading;
    }

    @Override
    public Reading<List<String>> list(String path) {
        Reading<List<String>> reading = host.list(path);
        note(path, reading);
        reading.found()
                .ifPresent(names -> {
                    List<String> kept =
                            names.stream().filter(name -> mayBeKept(path + "/" + name)).toList();
                    folders.put(path, kept);
                    kept.stream().map(name -> path + "/" + name).forEach(this::noteLink);
                });
        return reading;
    }

    @Override
    public Reading<String> link(String path) {
        Reading<String> reading = noteLink(path);
        note(path, reading);
        return reading;
    }

    @Override
    public Reading<SortedMap<Integer, VfAdmin>> vfAdmin(String netdev) {
        return host.vfAdmin(netdev);
    }

    @Override
    public Reading<Instant> modified(String path) {
        Reading<Instant> reading = host.modified(path);
        note(path, reading);
        reading.found().ifPresent(time -> times.put(path, time));
        return reading;
    }

    /// The lines alone, as records: the rest of the log is nobody's business.
    @Override
    public Reading<List<KernelLine>> kernelLines() {
        Reading<List<KernelLine>> reading = host.kernelLines();
        note(LiveKernelLog.PATH, reading);
        reading.found()
                .filter(lines -> !lines.isEmpty())
                .ifPresent(lines -> files.put(LiveKernelLog.PATH, records(lines)));
        return reading;
    }

    private static byte[] records(List<KernelLine> lines) {
        return lines.stream()
                .map(KernelLines::record)
                .collect(Collectors.joining("\n", "", "\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Reading<LinkNames> linkNames(String netdev) {
        return host.linkNames(netdev);
    }

    @Override
    public Reading<DevlinkAnswer> devlink(PciAddress pf) {
        return host.devlink(pf);
    }

    @Override
    public Reading<List<HealthReporter>> health(PciAddress pf) {
        return host.health(pf);
    }

    @Override
    public Reading<FirmwareSettings> firmware(PciAddress pf) {
        return host.firmware(pf);
    }

    @Override
    public boolean whole() {
        return host.whole();
    }

    @Override
    public Reading<Set<InetAddress>> addresses(String netdev) {
        return host.addresses(netdev);
    }

    @Override
    public boolean here() {
        return host.here();
    }

    // what else a process has open is nobody's business
    private boolean mayBeKept(String path) {
        return !OPEN_FILE.matcher(path).matches()
                || host.link(path).found().filter(DEVICE).isPresent();
    }

    private Reading<String> noteLink(String path) {
        Reading<String> reading = host.link(path);
        if (mayBeKept(path)) {
            reading.found().ifPresent(target -> links.put(path, target));
        }
        return reading;
    }

    private void note(String path, Reading<?> reading) {
        if (reading instanceof Reading.Failed<?>(String reason)) {
            failures.put(path, reason);
        }
    }

    private static byte[] longer(byte[] one, byte[] other) {
        return one.length > other.length ? one : other;
    }
}
