package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.Host;
import io.vfleet.domain.inventory.KernelCommandLine;
import io.vfleet.domain.inventory.KernelModule;
import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.BootTool;
import io.vfleet.domain.remedy.ShellWord;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// All a check may look at: what the host said, what is wanted of it, and which PFs count.
///
/// What several checks ask alike is worked out once.
final class Examination implements KnownBadVersions.Source {

    static final Subject NODE = new Subject.Node();
    static final String COMMAND_LINE = "/proc/cmdline";

    private final NodeInventory inventory;
    private final Expectations expectations;
    private final List<PhysicalFunction> pfs;
    private final List<FormerPf> formerPfs;
    private final Gaps gaps;
    private final Groups groups;
    private final Optional<KernelCommandLine> commandLine;

    /// @param pfs those in scope, by address
    Examination(NodeInventory inventory, Expectations expectations, List<PhysicalFunction> pfs) {
        this.inventory = inventory;
        this.expectations = expectations;
        this.pfs = pfs.stream().map(Examination::inOrder).toList();
        formerPfs = FormerPf.of(inventory, expectations);
        gaps = new Gaps(inventory.gaps());
        groups = new Groups(inventory, gaps);
        commandLine = host().kernelCommandLine().map(KernelCommandLine::parse);
    }

    // so that nothing depends on who listed the VFs
    private static PhysicalFunction inOrder(PhysicalFunction pf) {
        List<VirtualFunction> sorted =
                pf.virtualFunctions().stream()
                        .sorted(Comparator.comparing(VirtualFunction::address))
                        .toList();
        return pf.with(sorted);
    }

    NodeInventory inventory() {
        return inventory;
    }

    Expectations expectations() {
        return expectations;
    }

    /// Those in scope, by address, with their VFs by address.
    List<PhysicalFunction> pfs() {
        return pfs;
    }

    /// Functions that should be PFs and are none, by address.
    List<FormerPf> formerPfs() {
        return formerPfs;
    }

    boolean nothingToAsk() {
        return pfs.isEmpty() && formerPfs.isEmpty();
    }

    Groups groups() {
        return groups;
    }

    /// How this host's command line is changed.
    BootTool bootTool() {
        return BootTool.of(host());
    }

    Optional<KernelCommandLine> commandLine() {
        return commandLine;
    }

    static Subject subject(PhysicalFunction pf) {
        return new Subject.Pf(pf.address());
    }

    static Subject subject(PhysicalFunction pf, VirtualFunction vf) {
        return new Subject.Vf(pf.address(), vf.address());
    }

    /// The interface to name in commands; empty where a shell would take its name for more.
    static Optional<String> netdev(PhysicalFunction pf) {
        return ports(pf).stream()
                .map(Netdev::name)
                .filter(ShellWord::safe)
                .min(Comparator.naturalOrder());
    }

    /// The interfaces of the PF itself, without those that stand for its VFs (`pf0vf3`).
    static List<Netdev> ports(PhysicalFunction pf) {
        return pf.netdevs().stream().filter(netdev -> !representsVf(netdev)).toList();
    }

    /// Whether an interface stands for a VF in the card's switch.
    static boolean representsVf(Netdev netdev) {
        return netdev.port()
                .portName()
                .filter(name -> name.matches("(c\\d+)?pf\\d+vf\\d+"))
                .isPresent();
    }

    Host host() {
        return inventory.host();
    }

    /// The loaded module of this name; one that is built in is none.
    @Override
    public Optional<KernelModule> module(String name) {
        String listed = name.replace('-', '_');
        return inventory.modules().stream()
                .filter(module -> module.name().equals(listed))
                .findFirst();
    }

    @Override
    public Optional<String> kernelRelease() {
        return host().kernelRelease();
    }

    @Override
    public Optional<String> unread(String path) {
        return gap(path).map(Gap::reason);
    }

    /// Why the file at `path` is unknown, if it is; the gap that says it most exactly.
    Optional<Gap> gap(String path) {
        return gaps.covering(path);
    }

    /// Why something in one of these folders is unknown, if it is.
    Optional<Gap> gapTouching(List<String> folders) {
        return gaps.touching(folders);
    }

    /// The question `path` would have answered, if there is a gap.
    Optional<Conclusion> unread(Subject subject, String path) {
        return gap(path).map(gap -> new Conclusion.Unknown(subject, path, gap.reason()));
    }

    /// That `path` decides, and was not read.
    Conclusion unknown(Subject subject, String path) {
        return unread(subject, path)
                .orElseGet(() -> new Conclusion.Unknown(subject, path, "not reported"));
    }

    String commandLineReason() {
        return gap(COMMAND_LINE).map(Gap::reason).orElse("not reported");
    }

    /// What people want of this PF, else what the profile wants of every PF that has VFs.
    Optional<Expectations.Range> desired(PhysicalFunction pf) {
        Integer count = expectations.desiredVfs().get(pf.address());
        if (count != null) {
            return Optional.of(new Expectations.Range(count, count));
        }
        return Scope.vfs(pf) > 0 ? expectations.vfsPerPf() : Optional.empty();
    }

    /// Whether VFs are there, wanted, or were there before the last boot; not when people want
    /// none.
    boolean wantsVfs(PhysicalFunction pf) {
        return Scope.vfs(pf) > 0 || desired(pf).map(range -> range.max() > 0).orElse(true);
    }

    boolean wantsVfs() {
        return pfs.stream().anyMatch(this::wantsVfs);
    }

    /// VFs that are not kept apart break the chain unless the profile says that this is fine.
    Severity isolationSeverity() {
        return expectations.isolation() ? Severity.CRITICAL : Severity.WARNING;
    }

    /// A hypervisor may hide what the firmware offers; so may one that could not be ruled out.
    boolean maybeVirtual() {
        return host().hypervisor().orElse(true);
    }

    /// `sriov_numvfs`, or the number of `virtfn` links where it could not be read.
    OptionalInt numVfs(PhysicalFunction pf) {
        OptionalInt counted =
                pf.sriov().map(PhysicalFunction.Sriov::numVfs).orElse(OptionalInt.empty());
        if (counted.isPresent()) {
            return counted;
        }
        boolean unlisted = gap(pf.path("virtfn*")).isPresent() || pf.sriov().isEmpty();
        int linked = pf.virtualFunctions().size();
        return linked == 0 && unlisted ? OptionalInt.empty() : OptionalInt.of(linked);
    }
}
