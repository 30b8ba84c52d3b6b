package io.vfleet.agent.host;

import io.vfleet.domain.inventory.Card.FirmwareSettings;
import io.vfleet.domain.inventory.KernelLine;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A host below a folder: this machine at `/`, the host's mounts in a container, or a captured
/// tree.
public final class DirectoryHost implements Host {

    private static final int TEXT_LIMIT = 1 << 20;
    private static final Duration FILE_PATIENCE = Duration.ofSeconds(2);
    private static final Duration DRIVER_PATIENCE = Duration.ofSeconds(5);
    private static final Duration TOOL_PATIENCE = Duration.ofSeconds(10);
    private static final int LOG_LIMIT = 4 << 20;

    private final Tree tree;
    private final boolean live;
    private final ReadErrors errors;
    private final Optional<HostWriter> writer;
    private final PatientReader reader = new PatientReader(FILE_PATIENCE);
    private final TimedReads timedReads =
            new TimedReads(FILE_PATIENCE, "a write to it may be running");
    private final TimedReads driverReads =
            new TimedReads(DRIVER_PATIENCE, "the driver or the RTNL lock may hang");
    private final VfAdminReader vfAdmin = new VfAdminReader(driverReads);
    private final Netlink netlink = new Netlink(driverReads);
    private final DevlinkReader devlink = new DevlinkReader(netlink);
    private final FirmwareTool firmware = new FirmwareTool(TOOL_PATIENCE);
    private final LiveKernelLog log = new LiveKernelLog();

    public DirectoryHost(Path root) {
        KernelFiles.prepare();
        this.tree = new Tree(root.toAbsolutePath().normalize());
        this.live = isLive(tree.root());
        this.errors = live ? ReadErrors.NONE : readErrors(tree.root());
        this.writer = live ? Optional.of(new LiveWriter(tree.root())) : Optional.empty();
    }

    @Override
    public Reading<String> text(String path) {
        // waits for a running write to it (sriov_numvfs_show, drivers/pci/iov.c); operations read
        // it,
        // too, on threads that nobody leaves behind
        if (path.endsWith("/sriov_numvfs")) {
            return timedReads.read(path, () -> plainText(path));
        }
        return plainText(path);
    }

    @Override
    public Reading<byte[]> bytes(String path, int limit) {
        return look(path, tree::follow, place -> KernelFiles.bytes(place, limit));
    }

    @Override
    public Reading<List<String>> list(String path) {
        return look(
                path,
                tree::follow,
                place -> {
                    Reading<List<String>> names = KernelFiles.names(place);
                    return errors.reasons().isEmpty()
                            ? names
                            : names.map(there -> all(there, place));
                });
    }

    private List<String> all(List<String> names, String place) {
        TreeSet<String> all = new TreeSet<>(names);
        all.addAll(errors.namesIn(tree.hostPath(place)));
        return List.copyOf(all);
    }

    @Override
    public Reading<String> link(String path) {
        return look(path, it -> tree.real(tree.find(it)), KernelFiles::link);
    }

    @Override
    public Reading<SortedMap<Integer, VfAdmin>> vfAdmin(String netdev) {
        return vfStates(netdev)
                .map(vfs -> {
                    SortedMap<Integer, VfAdmin> admins = new TreeMap<>();
                    vfs.forEach((index, state) -> admins.put(index, state.admin()));
                    return admins;
                });
    }

    @Override
    public Reading<SortedMap<Integer, VfState>> vfStates(String netdev) {
        if (!live) {
            return new Reading.Absent<>();
        }
        return switch (plainText("/sys/class/net/" + netdev + "/ifindex")) {
            case Reading.Value<String>(String index) -> vfAdmin.read(index);
            case Reading.Absent<String>() -> new Reading.Absent<>();
            case Reading.Failed<String>(String reason) -> new Reading.Failed<>(reason);
        };
    }

    @Override
    public Reading<Access> access(String path) {
        return look(path, tree::real, place -> Outcome.of(() -> access(Path.of(place))));
    }

    private static Access access(Path place) throws IOException {
        return new Access(number(place, "unix:uid"), number(place, "unix:mode"));
    }

    // of a link itself: who may change it decides what is read
    private static int number(Path place, String attribute) throws IOException {
        Object number = Files.getAttribute(place, attribute, LinkOption.NOFOLLOW_LINKS);
        return Integer.parseInt(String.valueOf(number));
    }

    @Override
    public Reading<Instant> modified(String path) {
        return look(path, tree::follow, place -> Outcome.of(() -> lastModified(place)));
    }

    private static Instant lastModified(String place) throws IOException {
        return Files.getLastModifiedTime(Path.of(place))
                .toInstant()
                .truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public Reading<List<KernelLine>> kernelLines() {
        return live ? log.read() : bytes(LiveKernelLog.PATH, LOG_LIMIT).map(DirectoryHost::lines);
    }

    private static List<KernelLine> lines(byte[] records) {
        KernelLines lines = new KernelLines();
        new String(records, StandardCharsets.UTF_8).lines().forEach(lines::take);
        return lines.lines();
    }

    @Override
    public Reading<LinkNames> linkNames(String netdev) {
        if (!live) {
            return new Reading.Absent<>();
        }
        return switch (plainText("/sys/class/net/" + netdev + "/ifindex")) {
            case Reading.Value<String>(String index) ->
                    netlink.ask(
                                    "rtnetlink",
                                    NetlinkSocket.ROUTE,
                                    LinkNames.request(Integer.parseInt(index)))
                            .map(LinkNames::parse);
            case Reading.Absent<String>() -> new Reading.Absent<>();
            case Reading.Failed<String>(String reason) -> new Reading.Failed<>(reason);
        };
    }

    @Override
    public Reading<DevlinkAnswer> devlink(PciAddress pf) {
        return live ? devlink.read(pf) : new Reading.Absent<>();
    }

    @Override
    public Reading<List<HealthReporter>> health(PciAddress pf) {
        return live ? devlink.health(pf) : new Reading.Failed<>(NOT_ASKED);
    }

    @Override
    public Reading<FirmwareSettings> firmware(PciAddress pf) {
        return live ? firmware.read(pf) : new Reading.Absent<>();
    }

    @Override
    public boolean whole() {
        return live || !errors.partial();
    }

    @Override
    public Optional<HostWriter> writer() {
        return writer;
    }

    @Override
    public Reading<Set<InetAddress>> addresses(String netdev) {
        return live ? Outcome.of(() -> addressesOf(netdev)) : new Reading.Failed<>(NOT_ASKED);
    }

    @Override
    public boolean here() {
        return live;
    }

    @Override
    public HostReader reader() {
        return reader;
    }

    private static Set<InetAddress> addressesOf(String netdev) throws IOException {
        NetworkInterface found = NetworkInterface.getByName(netdev);
        if (found == null) {
            throw new NoSuchFileException(netdev);
        }
        return found.inetAddresses().collect(Collectors.toUnmodifiableSet());
    }

    private Reading<String> plainText(String path) {
        return bytes(path, TEXT_LIMIT)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip());
    }

    private <T> Reading<T> look(String path, Walk walk, Function<String, Reading<T>> read) {
        return reader.read(path, () -> outcome(path, walk, read));
    }

    private <T> Reading<T> outcome(String path, Walk walk, Function<String, Reading<T>> read) {
        if (tree.own()) {
            return read.apply(path);
        }
        if (errors.reasons().isEmpty()) {
            return Outcome.of(() -> walk.end(path)).then(read);
        }
        return Outcome.of(() -> tree.find(path))
                .then(real ->
                        errors.reason(real)
                                .<Reading<T>>map(Outcome::because)
                                .orElseGet(() -> Outcome.of(() -> walk.end(path)).then(read)));
    }

    /// Where in the machine's own files a host's path ends.
    private interface Walk {
        String end(String path) throws IOException;
    }

    private static boolean isLive(Path root) {
        return root.getParent() == null
                || Outcome.of(() -> Files.getFileStore(root.resolve("sys")).type())
                        .found()
                        .filter("sysfs"::equals)
                        .isPresent();
    }

    private static ReadErrors readErrors(Path root) {
        return KernelFiles.bytes(root.resolve(ReadErrors.FILE).toString(), Integer.MAX_VALUE)
                .found()
                .map(bytes -> ReadErrors.parse(new String(bytes, StandardCharsets.UTF_8)))
                .orElse(ReadErrors.NONE);
    }
}
