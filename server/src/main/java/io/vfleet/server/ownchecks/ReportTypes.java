package io.vfleet.server.ownchecks;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The shape of a report for CEL's type check, out of `fields.tsv`.
final class ReportTypes implements CelTypeProvider {

    static final String PFS = "physicalFunctions[]";
    static final String VFS = PFS + ".virtualFunctions[]";
    private static final String ROOT = "";

    private final Map<String, StructType> types;

    ReportTypes(Map<String, String> fields) {
        Map<String, Map<String, CelType>> byOwner = new HashMap<>();
        fields.forEach((path, kind) -> {
            int dot = path.lastIndexOf('.');
            String owner = dot < 0 ? ROOT : path.substring(0, dot);
            byOwner.computeIfAbsent(owner, _ -> new TreeMap<>())
                    .put(path.substring(dot + 1), type(path, kind));
        });
        Map<String, StructType> structs = new HashMap<>();
        byOwner.forEach((owner, own) -> structs.put(name(owner), struct(owner, own)));
        types = Map.copyOf(structs);
    }

    private static StructType struct(String owner, Map<String, CelType> own) {
        return StructType.create(
                name(owner),
                ImmutableSet.copyOf(own.keySet()),
                field -> Optional.ofNullable(own.get(field)));
    }

    private static CelType type(String path, String kind) {
        return switch (kind) {
            case "string" -> SimpleType.STRING;
            case "int" -> SimpleType.INT;
            case "bool" -> SimpleType.BOOL;
            case "strings" -> ListType.create(SimpleType.STRING);
            case "map" -> MapType.create(SimpleType.STRING, SimpleType.STRING);
            case "object" -> StructTypeReference.create(name(path));
            case "objects" -> ListType.create(StructTypeReference.create(name(path + "[]")));
            default -> throw new IllegalArgumentException(path + " is a " + kind);
        };
    }

    private static String name(String path) {
        return path.isEmpty() ? "Report" : "Report." + path.replace("[]", "Item");
    }

    CelType report() {
        return StructTypeReference.create(name(ROOT));
    }

    CelType pf() {
        return StructTypeReference.create(name(PFS));
    }

    CelType vf() {
        return StructTypeReference.create(name(VFS));
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return ImmutableList.copyOf(types.values());
    }

    @Override
    public Optional<CelType> findType(String typeName) {
        return Optional.ofNullable(types.get(typeName));
    }
}
