package io.vfleet.server.plans;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.wire.InventoryJson;
import io.vfleet.domain.wire.MalformedDocument;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;

/// What a node has reported last, and what it makes impossible.
public record LastReport(NodeInventory inventory) {

    /// @param gzip as the node sent it
    public static LastReport of(byte[] gzip) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new LastReport(InventoryJson.readReport(in).inventory());
        } catch (MalformedDocument e) {
            throw new IllegalStateException("a report that was taken in cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The PF, or a problem where it cannot be resized at all.
    public PhysicalFunction require(PciAddress address) {
        PhysicalFunction pf = find(address).orElseThrow(() -> noSuchPf(address));
        if (!pf.network()) {
            throw impossible(
                    "pf",
                    address.toString(),
                    "%s is no network function (class %s); operations are about these"
                            .formatted(address, pf.classCode().orElse("unknown")));
        }
        return pf;
    }

    /// A problem where the card does not offer so many VFs.
    public static void checkOffered(PhysicalFunction pf, int numVfs) {
        limit(pf)
                .filter(limit -> numVfs > limit)
                .ifPresent(limit -> {
                    throw tooMany(numVfs, limit);
                });
    }

    /// A problem where the PF has no VF of this index.
    public static void requireVf(PhysicalFunction pf, int index) {
        boolean there =
                pf.virtualFunctions().stream()
                        .anyMatch(vf -> vf.index().equals(OptionalInt.of(index)));
        if (!there) {
            throw impossible(
                            "change.vf",
                            index,
                            "%s has no VF %d; it has %d VFs"
                                    .formatted(pf.address(), index, pf.virtualFunctions().size()))
                    .with("limit", pf.virtualFunctions().size());
        }
    }

    /// The PF's count, where it is known.
    public static OptionalInt count(PhysicalFunction pf) {
        return pf.sriov().map(PhysicalFunction.Sriov::numVfs).orElse(OptionalInt.empty());
    }

    public Optional<PhysicalFunction> find(PciAddress address) {
        return inventory.physicalFunctions().stream()
                .filter(pf -> pf.address().equals(address))
                .findFirst();
    }

    private static Optional<Integer> limit(PhysicalFunction pf) {
        return pf.sriov()
                .map(PhysicalFunction.Sriov::totalVfs)
                .filter(OptionalInt::isPresent)
                .map(OptionalInt::getAsInt);
    }

    private ApiProblem noSuchPf(PciAddress address) {
        return inventory.physicalFunctions().stream()
                .filter(pf ->
                        pf.virtualFunctions().stream().anyMatch(vf -> vf.address().equals(address)))
                .findFirst()
                .map(pf -> isVf(address).with("physicalFunction", pf.address().toString()))
                .orElseGet(() -> isOrphan(address) ? isVf(address) : unknown(address));
    }

    private boolean isOrphan(PciAddress address) {
        return inventory.orphanVirtualFunctions().stream()
                .anyMatch(vf -> vf.address().equals(address));
    }

    private static ApiProblem isVf(PciAddress address) {
        return impossible(
                "pf", address.toString(), address + " is a VF; name the PF it belongs to");
    }

    private static ApiProblem unknown(PciAddress address) {
        return impossible("pf", address.toString(), "The node's last report has no PF " + address);
    }

    private static ApiProblem tooMany(int numVfs, int limit) {
        return new ApiProblem(
                        ProblemType.OVER_THE_LIMIT,
                        "This PF has at most %d VFs (sriov_totalvfs)".formatted(limit))
                .with("field", "numVfs")
                .with("value", numVfs)
                .with("limit", limit);
    }

    public static ApiProblem neverReported(String node) {
        return impossible("node", node, "The node has not reported yet, nothing is known of it");
    }

    public static ApiProblem impossible(String field, Object value, String detail) {
        return new ApiProblem(ProblemType.UNPROCESSABLE, detail)
                .with("field", field)
                .with("value", value);
    }
}
