package io.vfleet.server.operations;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.operation.Change;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.server.platform.ApiProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Which fields of a request each kind takes, and what they mean together.
final class Shape {

    private static final String PF = "pf";
    private static final String COUNT = "numVfs";
    private static final String VF = "change.vf";

    private static final Map<OperationKind, Fields> OF_KIND =
            Map.of(
                    OperationKind.RESIZE_VFS,
                    new Fields(List.of(PF, COUNT), List.of("expectedNumVfs", "planId")),
                    OperationKind.SET_VF,
                    new Fields(List.of(PF, VF, "change.settings"), List.of()),
                    OperationKind.BIND_VF_DRIVER,
                    new Fields(List.of(PF, VF, "change.driver"), List.of()),
                    OperationKind.SET_AUTOPROBE,
                    new Fields(List.of(PF, "change.autoprobe"), List.of()),
                    OperationKind.RECHECK,
                    new Fields(List.of(), List.of()));

    private static final Map<String, String> MEANING =
            Map.of(
                    PF,
                    "the PF it is about",
                    COUNT,
                    "how many VFs",
                    VF,
                    "the VF, by its index",
                    "change.settings",
                    "what is to be set on the VF",
                    "change.driver",
                    "the VF's driver from now on",
                    "change.autoprobe",
                    "whether new VFs are given to a driver");

    private Shape() {}

    /// @param needed without these it is no such change
    private record Fields(List<String> needed, List<String> more) {}

    /// What is asked for, or a problem that names the field that does not fit the kind.
    static Change check(NewOperation wanted) {
        Map<String, Object> given = given(wanted);
        Fields fields = Objects.requireNonNull(OF_KIND.get(wanted.kind()));
        for (String field : given.keySet()) {
            if (!fields.needed().contains(field) && !fields.more().contains(field)) {
                throw ApiProblem.invalid(
                        field,
                        given.get(field),
                        "absent: %s does not take it".formatted(wanted.kind()));
            }
        }
        for (String field : fields.needed()) {
            if (!given.containsKey(field)) {
                throw ApiProblem.invalid(field, "", "given: " + MEANING.get(field));
            }
        }
        ChangeFields change = Objects.requireNonNullElse(wanted.change(), ChangeFields.NONE);
        checkSettings(change.settings());
        return change(
                wanted.kind(),
                Optional.ofNullable(wanted.pf()).map(Shape::address),
                wanted.numVfs(),
                wanted.expectedNumVfs(),
                change);
    }

    /// What fields that fit the kind mean.
    static Change change(
            OperationKind kind,
            Optional<PciAddress> pf,
            @Nullable Integer numVfs,
            @Nullable Integer expectedNumVfs,
            ChangeFields fields) {
        return switch (kind) {
            case RESIZE_VFS ->
                    new Change.ResizeVfs(pf.orElseThrow(), there(numVfs), optional(expectedNumVfs));
            case SET_VF ->
                    new Change.SetVf(
                            pf.orElseThrow(), there(fields.vf()), admin(there(fields.settings())));
            case BIND_VF_DRIVER ->
                    new Change.BindVfDriver(
                            pf.orElseThrow(), there(fields.vf()), there(fields.driver()));
            case SET_AUTOPROBE ->
                    new Change.SetAutoprobe(pf.orElseThrow(), there(fields.autoprobe()));
            case RECHECK -> new Change.Recheck();
        };
    }

    private static void checkSettings(ChangeFields.@Nullable Settings settings) {
        if (settings == null) {
            return;
        }
        if (settings.equals(
                new ChangeFields.Settings(null, null, null, null, null, null, null, null))) {
            throw ApiProblem.invalid("change.settings", "", "of one setting at least");
        }
        Integer least = settings.minTxRate();
        Integer most = settings.maxTxRate();
        if (least != null && most != null && most > 0 && least > most) {
            throw ApiProblem.invalid(
                    "change.settings.minTxRate", least, "no more than maxTxRate, " + most);
        }
    }

    /// All fields that hang on the kind and are there, in order.
    private static Map<String, Object> given(NewOperation wanted) {
        Map<String, Object> given = new LinkedHashMap<>();
        put(given, "planId", wanted.planId());
        put(given, PF, wanted.pf());
        put(given, COUNT, wanted.numVfs());
        put(given, "expectedNumVfs", wanted.expectedNumVfs());
        ChangeFields change = Objects.requireNonNullElse(wanted.change(), ChangeFields.NONE);
        put(given, VF, change.vf());
        put(given, "change.settings", change.settings());
        put(given, "change.driver", change.driver());
        put(given, "change.autoprobe", change.autoprobe());
        return given;
    }

    private static void put(Map<String, Object> given, String field, @Nullable Object value) {
        if (value != null) {
            given.put(field, value);
        }
    }

    private static PciAddress address(String text) {
        return PciAddress.find(text)
                .orElseThrow(() -> ApiProblem.invalid(PF, text, "a PCI address like 0000:81:00.0"));
    }

    private static VfAdmin admin(ChangeFields.Settings settings) {
        return new VfAdmin(
                Optional.ofNullable(settings.mac()),
                optional(settings.vlan()),
                optional(settings.qos()),
                Optional.ofNullable(settings.spoofchk()),
                Optional.ofNullable(settings.trust()),
                Optional.ofNullable(settings.linkState()),
                optional(settings.minTxRate()),
                optional(settings.maxTxRate()));
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static <T> T there(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
