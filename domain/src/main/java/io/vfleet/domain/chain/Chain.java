package io.vfleet.domain.chain;

import io.vfleet.domain.chain.Diagnosis.LinkDiagnosis;
import io.vfleet.domain.chain.Diagnosis.PfDiagnosis;
import io.vfleet.domain.chain.Diagnosis.Verdict;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// All checks in order; the same code in the agent's offline doctor and in the server.
public final class Chain {

    private static final Verdict NOTHING_TO_JUDGE =
            new Verdict(LinkState.NOT_APPLICABLE, Optional.empty());
    private static final Chain STANDARD =
            new Chain(
                    List.of(
                            new IommuOffInFirmware(),
                            new IommuOffInKernel(),
                            new VfNotIsolated(),
                            new AcsSwitchedOff(),
                            new InterruptsNotRemapped(),
                            new SriovLost(),
                            new SriovNotOffered(),
                            new VfMemoryUnassigned(),
                            new BusNumbersShort(),
                            new SriovCapabilityContradicts(),
                            new FirmwareChangeWaits(),
                            new PcieLinkSlow(),
                            new PcieErrors(),
                            new AerUnavailable(),
                            new NumaNodeUnknown(),
                            new UnsafeNoIommu(),
                            new IommuNotPassthrough(),
                            new MeaninglessArguments(),
                            new NextBootDiffers(),
                            new FirmwareToolsLocked(),
                            new DriverOutOfTree(),
                            new KnownBadCombination(),
                            new CrashWithVfs(),
                            new RebootAfterVfOperation(),
                            KernelComplains.OF_STUCK_RESETS,
                            new HugepagesShort(),
                            new HugepagesOnOtherNode(),
                            new HugepagesUsedUp(),
                            new PfWithoutDriver(),
                            new VfInterruptsShort(),
                            KernelComplains.OF_SAFE_MODE,
                            new VfCountWriteHangs(),
                            new VfWriteFailed(),
                            new VfCountDiffers(),
                            new VfsLostAtBoot(),
                            new VfCountNotKept(),
                            new VfCountOwnersDisagree(),
                            new VfWithoutDriver(),
                            new PfCarriesHost(),
                            new PfLinkDown(),
                            new VfLinkDisabled(),
                            new VfMacDiffers(),
                            new SwitchdevRefuses(),
                            new VfAdminDiffers(),
                            new VfLeftovers(),
                            new VfRateLimited(),
                            new VfMtuDiffers(),
                            new VfQueuesFew(),
                            new VfAddressTwice(),
                            new AddressOnOtherNode(),
                            new RepresentorAlone(),
                            KernelComplains.OF_DROPPED_FRAMES,
                            new RdmaDeviceMissing(),
                            new RdmaVerbsMissing(),
                            new RdmaGuidZero(),
                            new RdmaGidMissing(),
                            new RdmaPortDown(),
                            new RdmaNetnsExclusive(),
                            new DevicePluginGone(),
                            new PoolMissesVfs()));

    private final List<Check> checks;

    /// @param checks each after those that can cause it, so that no two can cause each other
    Chain(List<? extends Check> checks) {
        Set<String> before = new HashSet<>();
        for (Check check : checks) {
            CheckInfo info = check.info();
            if (!before.containsAll(info.causes()) || !before.add(info.id())) {
                throw new IllegalArgumentException(
                        info.id() + " must stand once, and after its causes " + info.causes());
            }
        }
        this.checks = List.copyOf(checks);
    }

    public static Chain standard() {
        return STANDARD;
    }

    /// What there is to check, in order.
    public List<CheckInfo> checks() {
        return checks.stream().map(Check::info).toList();
    }

    /// The check of this id.
    Check check(String id) {
        return checks.stream()
                .filter(check -> check.info().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no check is called " + id));
    }

    /// Judges a host. Pure: the same inventory and expectations always give the same diagnosis.
    public Diagnosis examine(NodeInventory inventory, Expectations expectations) {
        return examine(inventory, expectations, _ -> Stream.of());
    }

    /// The PFs that count.
    public static List<PhysicalFunction> inScope(
            NodeInventory inventory, Expectations expectations) {
        return Scope.of(inventory, expectations).stream()
                .filter(Scope::counts)
                .map(Scope::pf)
                .toList();
    }

    /// The same, with what further checks say of the PFs that count and their VFs.
    public Diagnosis examine(
            NodeInventory inventory,
            Expectations expectations,
            Function<List<PhysicalFunction>, Stream<Further>> further) {
        List<Scope> scopes = Scope.of(inventory, expectations);
        List<PhysicalFunction> pfs = scopes.stream().filter(Scope::counts).map(Scope::pf).toList();
        List<Concluded> overlooked = overlooked(inventory);
        Examination host = new Examination(inventory, expectations, pfs);
        List<Concluded> concluded = new ArrayList<>(conclusions(host));
        concluded.addAll(overlooked);
        if (!pfs.isEmpty()) {
            further.apply(pfs).map(Further::concluded).forEach(concluded::add);
        }
        Links links = new Links(concluded);
        List<PfDiagnosis> diagnoses =
                Stream.of(
                                scopes.stream().map(scope -> diagnose(scope, links)),
                                host.formerPfs().stream().map(pf -> diagnose(pf, links)),
                                FormerPf.hints(inventory, host.formerPfs()).stream()
                                        .map(Chain::outOfScope))
                        .flatMap(Function.identity())
                        .toList();
        if (host.nothingToAsk() && overlooked.isEmpty()) {
            return new Diagnosis(NOTHING_TO_JUDGE, Links.notApplicable(), diagnoses);
        }
        List<LinkDiagnosis> node = links.ofNode();
        return new Diagnosis(Links.verdict(node), node, diagnoses);
    }

    private static PfDiagnosis diagnose(Scope scope, Links links) {
        if (!scope.counts()) {
            return outOfScope(scope.pf().address(), scope.why());
        }
        return inScope(scope.pf().address(), scope.why(), links);
    }

    private static PfDiagnosis diagnose(FormerPf pf, Links links) {
        return inScope(pf.address(), pf.why(), links);
    }

    private static PfDiagnosis outOfScope(FormerPf pf) {
        return outOfScope(pf.address(), pf.why());
    }

    private static PfDiagnosis inScope(PciAddress pf, String why, Links links) {
        List<LinkDiagnosis> own = links.of(pf);
        return new PfDiagnosis(pf, true, why, Links.verdict(own), own);
    }

    private static PfDiagnosis outOfScope(PciAddress pf, String why) {
        return new PfDiagnosis(pf, false, why, NOTHING_TO_JUDGE, Links.notApplicable());
    }

    // what could not even be listed may be a PF that counts, and broken anywhere
    private List<Concluded> overlooked(NodeInventory inventory) {
        Map<Link, CheckInfo> first = new EnumMap<>(Link.class);
        checks().stream()
                .filter(CheckInfo::critical)
                .forEach(check -> first.putIfAbsent(check.link(), check));
        return Overlooked.in(inventory).stream()
                .flatMap(unknown ->
                        first.values().stream().map(check -> new Concluded(check, unknown)))
                .toList();
    }

    // without a PF that counts (a guest that sees VFs only, a host without SR-IOV) there is
    // nothing to ask
    private List<Concluded> conclusions(Examination host) {
        if (host.nothingToAsk()) {
            return List.of();
        }
        return checks.stream().flatMap(check -> Conclusions.of(check, host)).toList();
    }
}
