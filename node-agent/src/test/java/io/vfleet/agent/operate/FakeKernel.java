package io.vfleet.agent.operate;

import io.vfleet.agent.host.Access;
import io.vfleet.agent.host.ChangeResult;
import io.vfleet.agent.host.HealthReporter;
import io.vfleet.agent.host.HookCall;
import io.vfleet.agent.host.HookResult;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.HostWriter;
import io.vfleet.agent.host.PfIdentity;
import io.vfleet.agent.host.Reading;
import io.vfleet.agent.host.UdevRule;
import io.vfleet.agent.host.VfChange;
import io.vfleet.agent.host.WriteResult;
import io.vfleet.agent.host.WriteTarget;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;

/// A host with one PF whose kernel does what sriov_numvfs_store does, unless a test planned another
/// answer.
public final class FakeKernel implements Host, HostWriter {

    public static final PciAddress PF = PciAddress.parse("0000:81:00.0");
    static final String PF_DIR = PF.sysfsPath();
    static final String MAC = "52:54:00:aa:00:01";
    static final String NUMVFS = PF_DIR + "/sriov_numvfs";

    /// What a write does instead of the usual.
    interface Plan {
        WriteResult answer(int count);
    }

    public final List<String> writes = new CopyOnWriteArrayList<>();
    final List<String> hung = new ArrayList<>();
    final Map<String, String> failures = new HashMap<>();
    final Map<String, Set<InetAddress>> addresses = new ConcurrentHashMap<>();
    public final List<Path> armed = new CopyOnWriteArrayList<>();
    final List<VfChange> changes = new CopyOnWriteArrayList<>();
    final List<HookCall> hooks = new ArrayList<>();
    final List<Duration> hookLimits = new ArrayList<>();
    final Map<String, Function<HookCall, HookResult>> hookPlans = new HashMap<>();
    final Map<String, Access> accesses = new HashMap<>();
    Optional<String> unarmable = Optional.empty();
    Reading<List<HealthReporter>> health = new Reading.Absent<>();
    Access access = new Access(0, 0100755);
    boolean here = true;
    boolean mayWrite = true;

    private final SortedMap<String, String> texts = new ConcurrentSkipListMap<>();
    private final SortedMap<String, String> links = new ConcurrentSkipListMap<>();
    private final Deque<Plan> plans = new ArrayDeque<>();
    final Deque<WriteResult> persistPlans = new ArrayDeque<>();
    private boolean vfDrivers = true;
    private volatile int numVfs;

    public FakeKernel(int vfs) {
        text(PF_DIR + "/vendor", "0x8086");
        text(PF_DIR + "/device", "0x1592");
        text(PF_DIR + "/sriov_totalvfs", "16");
        text(PF_DIR + "/sriov_offset", "8");
        text(PF_DIR + "/sriov_stride", "1");
        text(PF_DIR + "/sriov_drivers_autoprobe", "1");
        text(PF_DIR + "/net/eth2/ifindex", "4");
        text("/sys/class/net/eth2/address", MAC);
        text(PF_DIR + "/net/eth2/address", MAC);
        text(PF_DIR + "/net/eth2/addr_assign_type", "0");
        text("/proc/sys/kernel/random/boot_id", "boot-1");
        text("/proc/1/comm", "init");
        text("/proc/mounts", "/dev/sda1 / ext4 rw 0 0");
        text("/proc/net/route", "Iface Destination Gateway Flags RefCnt Use Metric Mask");
        text("/proc/net/ipv6_route", "");
        text("/proc/net/tcp", "sl local_address rem_address st");
        text("/proc/net/tcp6", "sl local_address rem_address st");
        text("/etc/vfleet/policy.yaml", "mode: remediate\noverridable: [G7, G12]");
        addresses.put("eth2", Set.of());
        driver("ice");
        vfs(vfs);
    }

    public void text(String path, String text) {
        texts.put(path, text);
    }

    void link(String path, String target) {
        links.put(path, target);
    }

    void gone(String path) {
        texts.keySet().removeIf(known -> known.startsWith(path));
        links.keySet().removeIf(known -> known.startsWith(path));
    }

    void driver(String name) {
        link(PF_DIR + "/driver", "../../../bus/pci/drivers/" + name);
    }

    void vfsWithoutDriver() {
        vfDrivers = false;
    }

    /// The next write has this answer.
    void next(Plan plan) {
        plans.add(plan);
    }

    int vfs() {
        return numVfs;
    }

    static PciAddress vf(int index) {
        return new PciAddress(0, 0x81, 1, index);
    }

    /// Makes so many VFs, free ones: with a driver, a netdev of their own and no address.
    public void vfs(int count) {
        for (int index = 0; index < numVfs; index++) {
            gone(PF_DIR + "/virtfn" + index);
            gone(vf(index).sysfsPath());
        }
        numVfs = count;
        for (int index = 0; index < count; index++) {
            String folder = vf(index).sysfsPath();
            link(PF_DIR + "/virtfn" + index, "../" + vf(index));
            text(folder + "/class", "0x020000");
            text(folder + "/net/eth2v" + index + "/ifindex", "9");
            addresses.put("eth2v" + index, Set.of());
            if (vfDrivers) {
                link(folder + "/driver", "../../../bus/pci/drivers/iavf");
            }
        }
    }

    @Override
    public WriteResult write(WriteTarget target, String value, Duration limit) {
        writes.add(value);
        int count = Integer.parseInt(value);
        return plans.isEmpty() ? usual(count) : plans.remove().answer(count);
    }

    // drivers/pci/iov.c, sriov_numvfs_store
    WriteResult usual(int count) {
        if (count > Integer.parseInt(texts.get(PF_DIR + "/sriov_totalvfs"))) {
            return new WriteResult.Refused("ERANGE", "Numerical result out of range", List.of());
        }
        if (!links.containsKey(PF_DIR + "/driver")) {
            return new WriteResult.Refused(
                    "ENOENT",
                    "No such file or directory",
                    List.of("no driver bound to device; cannot configure SR-IOV"));
        }
        if (count > 0 && numVfs > 0) {
            return new WriteResult.Refused("EBUSY", "Device or resource busy", List.of());
        }
        vfs(count);
        return new WriteResult.Written(List.of());
    }

    /// What is set on VFs is not this kernel's matter: it takes all.
    @Override
    public ChangeResult change(PfIdentity pf, List<VfChange> wanted, Duration limit) {
        changes.addAll(wanted);
        return new ChangeResult.Done(List.of());
    }

    /// A hook does what a test planned for its path, and ends well where nothing is planned.
    @Override
    public HookResult run(HookCall hook, Duration limit) {
        hooks.add(hook);
        hookLimits.add(limit);
        return hookPlans
                .getOrDefault(hook.path(), _ -> new HookResult("", Optional.empty()))
                .apply(hook);
    }

    /// Puts a program of root's into the folder of hooks.
    void hook(String name) {
        text("/etc/vfleet/hooks.d/" + name, "#!/bin/sh");
    }

    /// As the child does it; a folder that is denied here is denied to writers, too.
    @Override
    public WriteResult persist(UdevRule rule, Duration limit) {
        if (!persistPlans.isEmpty()) {
            return persistPlans.remove();
        }
        writes.add(rule.path());
        rule.text().ifPresentOrElse(text -> text(rule.path(), text), () -> gone(rule.path()));
        return new WriteResult.Written(List.of());
    }

    @Override
    public Optional<String> arm(Class<?> program, Path file, Duration after) {
        armed.add(file);
        return unarmable;
    }

    @Override
    public void disarm(Path file) {
        armed.remove(file);
    }

    @Override
    public List<String> hung() {
        return hung;
    }

    @Override
    public Reading<String> text(String path) {
        if (failures.containsKey(path)) {
            return new Reading.Failed<>(failures.get(path));
        }
        if (path.equals(NUMVFS)) {
            return new Reading.Value<>(Integer.toString(numVfs));
        }
        return texts.containsKey(path)
                ? new Reading.Value<>(texts.get(path))
                : new Reading.Absent<>();
    }

    @Override
    public Reading<byte[]> bytes(String path, int limit) {
        return text(path).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Reading<List<String>> list(String path) {
        if (failures.containsKey(path)) {
            return new Reading.Failed<>(failures.get(path));
        }
        TreeSet<String> names = new TreeSet<>();
        Stream.concat(texts.keySet().stream(), links.keySet().stream())
                .filter(known -> known.startsWith(path + "/"))
                .map(known -> known.substring(path.length() + 1).split("/", 2)[0])
                .forEach(names::add);
        return names.isEmpty() ? new Reading.Absent<>() : new Reading.Value<>(List.copyOf(names));
    }

    @Override
    public Reading<String> link(String path) {
        if (failures.containsKey(path)) {
            return new Reading.Failed<>(failures.get(path));
        }
        return links.containsKey(path)
                ? new Reading.Value<>(links.get(path))
                : new Reading.Absent<>();
    }

    @Override
    public Reading<Set<InetAddress>> addresses(String netdev) {
        return addresses.containsKey(netdev)
                ? new Reading.Value<>(addresses.get(netdev))
                : new Reading.Failed<>("Operation not permitted");
    }

    @Override
    public Reading<SortedMap<Integer, VfAdmin>> vfAdmin(String netdev) {
        return new Reading.Absent<>();
    }

    @Override
    public Reading<Access> access(String path) {
        return failures.containsKey(path)
                ? new Reading.Failed<>(failures.get(path))
                : texts.containsKey(path) || list(path) instanceof Reading.Value
                        ? new Reading.Value<>(accesses.getOrDefault(path, access))
                        : new Reading.Absent<>();
    }

    @Override
    public Reading<List<HealthReporter>> health(PciAddress pf) {
        return health;
    }

    @Override
    public boolean whole() {
        return true;
    }

    @Override
    public boolean here() {
        return here;
    }

    @Override
    public Optional<HostWriter> writer() {
        return mayWrite ? Optional.of(this) : Optional.empty();
    }
}
