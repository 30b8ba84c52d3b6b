package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.Host;
import io.vfleet.domain.inventory.HugepagePool;
import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.KernelModule;
import io.vfleet.domain.inventory.Kubernetes;
import io.vfleet.domain.inventory.NetworkFunction;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.VfCountOwner;
import io.vfleet.domain.inventory.VirtualFunction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The top level of a document: the fields of an inventory, and for a report those around it.
abstract class DocumentJson<T> extends JsonFields<T> {

    private final Slot<Integer> schemaVersion = integer("schemaVersion", 1, Integer.MAX_VALUE);
    private final Slot<String> agentVersion = text("agentVersion");
    private final Slot<Instant> collectedAt = time("collectedAt");
    private final Slot<Host> host = object("host", HostJson::new);
    private final Slot<Iommu> iommu = object("iommu", IommuJson::new);
    private final Slot<List<PhysicalFunction>> physicalFunctions =
            objects("physicalFunctions", Population.MOST_PFS, PhysicalFunctionJson::new);
    private final Slot<List<VirtualFunction>> orphanVirtualFunctions =
            objects("orphanVirtualFunctions", Population.MOST_VFS, VirtualFunctionJson.inSeries());
    private final Slot<List<NetworkFunction>> otherNetworkFunctions =
            objects("otherNetworkFunctions", Population.MOST_VFS, NetworkFunctionJson::new);
    private final Slot<List<HugepagePool>> hugepages =
            objects("hugepages", 16_384, HugepagePoolJson::new);
    private final Slot<List<KernelModule>> modules =
            objects("modules", 16_384, KernelModuleJson::new);
    private final Slot<List<RdmaDevice>> rdmaDevices =
            objects("rdmaDevices", Population.MOST_VFS, RdmaDeviceJson::new);
    private final Slot<List<VfCountOwner>> owners =
            objects("owners", 16_384, VfCountOwnerJson::new);
    private final Slot<Kubernetes> kubernetes = object("kubernetes", KubernetesJson::new);
    private final Slot<Map<String, String>> labels = labels("labels");
    private final Slot<Journal> journal = object("journal", JournalJson::new);
    private final Slot<List<Gap>> gaps = objects("gaps", 16_384, GapJson::new);

    private DocumentJson(JsonInput in) {
        super(in);
    }

    final NodeInventory inventory() throws MalformedDocument {
        schemaVersion.required();
        return Population.checked(
                new NodeInventory(
                        collectedAt.required(),
                        agentVersion.required(),
                        host.required(),
                        iommu.required(),
                        physicalFunctions.or(List.of()),
                        orphanVirtualFunctions.or(List.of()),
                        otherNetworkFunctions.or(List.of()),
                        hugepages.or(List.of()),
                        modules.or(List.of()),
                        rdmaDevices.or(List.of()),
                        owners.or(List.of()),
                        kubernetes.or(Kubernetes.NONE),
                        labels.or(Map.of()),
                        journal.or(Journal.EMPTY),
                        gaps.or(List.of())));
    }

    static void write(JsonOutput out, NodeInventory inventory) {
        writeHeader(out, inventory);
        writeBody(out, inventory);
    }

    static void write(JsonOutput out, Report report) {
        writeHeader(out, report.inventory());
        out.number("epoch", report.epoch());
        out.number("sequence", report.sequence());
        out.objects("changes", report.changes(), ChangeJson::write);
        writeBody(out, report.inventory());
    }

    private static void writeHeader(JsonOutput out, NodeInventory inventory) {
        out.number("schemaVersion", Report.SCHEMA_VERSION);
        out.text("agentVersion", inventory.agentVersion());
        if (out.whole()) {
            out.time("collectedAt", inventory.collectedAt());
        }
    }

    private static void writeBody(JsonOutput out, NodeInventory inventory) {
        out.object("host", inventory.host(), HostJson::write);
        out.object("iommu", inventory.iommu(), IommuJson::write);
        out.objects(
                "physicalFunctions", inventory.physicalFunctions(), PhysicalFunctionJson::write);
        VirtualFunctionJson.write(
                out, "orphanVirtualFunctions", inventory.orphanVirtualFunctions());
        out.objects(
                "otherNetworkFunctions",
                inventory.otherNetworkFunctions(),
                NetworkFunctionJson::write);
        out.objects("hugepages", inventory.hugepages(), HugepagePoolJson::write);
        out.objects("modules", inventory.modules(), KernelModuleJson::write);
        out.objects("rdmaDevices", inventory.rdmaDevices(), RdmaDeviceJson::write);
        out.some("owners", inventory.owners(), VfCountOwnerJson::write);
        out.object("kubernetes", said(inventory.kubernetes()), KubernetesJson::write);
        out.object("labels", inventory.labels(), DocumentJson::writeLabels);
        if (out.whole()) {
            out.object("journal", inventory.journal(), JournalJson::write);
        } else {
            // what of the journal nothing else of the host shows
            JournalJson.writeSteady(out, inventory.journal());
        }
        out.objects("gaps", inventory.gaps(), GapJson::write);
    }

    private static Optional<Kubernetes> said(Kubernetes kubernetes) {
        return kubernetes.equals(Kubernetes.NONE) ? Optional.empty() : Optional.of(kubernetes);
    }

    private static void writeLabels(JsonOutput out, Map<String, String> labels) {
        labels.forEach(out::text);
    }

    /// A document read for its inventory alone.
    static final class OfInventory extends DocumentJson<NodeInventory> {

        OfInventory(JsonInput in) {
            super(in);
        }

        @Override
        NodeInventory build() throws MalformedDocument {
            return inventory();
        }
    }

    /// A document that is a report.
    static final class OfReport extends DocumentJson<Report> {

        private final Slot<Long> epoch = number("epoch");
        private final Slot<Long> sequence = number("sequence");
        private final Slot<List<Report.Change>> changes =
                objects("changes", 16_384, ChangeJson::new);

        OfReport(JsonInput in) {
            super(in);
        }

        @Override
        Report build() throws MalformedDocument {
            return new Report(
                    epoch.required(), sequence.required(), inventory(), changes.or(List.of()));
        }
    }
}
