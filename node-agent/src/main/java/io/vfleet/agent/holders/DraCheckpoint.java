package io.vfleet.agent.holders;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.PciAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Which device a resource claim got, and whose pods use it: `ClaimInfoStateList` of kubelet's
/// checkpoint of dynamic resource allocation (pkg/kubelet/cm/dra/state, from Kubernetes 1.32 on;
/// before, it named no devices).
///
/// A device's name is its driver's own. Those that spell a PCI address are understood:
/// `0000-08-00-2` (k8snetworkplumbingwg/dra-driver-sriov), `pci-0000-08-00-2`
/// (kubernetes-sigs/dranet).
final class DraCheckpoint {

    static final String FILE = "/var/lib/kubelet/dra_manager_state";

    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?:pci-)?([0-9a-f]{4,7})-([0-9a-f]{2})-([0-9a-f]{2})-([0-7])",
                    Pattern.CASE_INSENSITIVE);
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<PciAddress, List<User>> users = new HashMap<>();
    private final JsonParser parser;
    private String claim = "?";
    private String namespace = "?";
    private List<String> pods = List.of();

    private DraCheckpoint(JsonParser parser) {
        this.parser = parser;
    }

    /// @param claim as `namespace/name`
    record User(String podUid, String claim) {}

    static Map<PciAddress, List<User>> read(Sight sight) throws Unknowable {
        Optional<String> text = sight.text(FILE);
        if (text.isEmpty()) {
            return Map.of();
        }
        try {
            Optional<String> data = data(text.get());
            return data.isEmpty() ? Map.of() : parse(data.get());
        } catch (JacksonException e) {
            throw new Unknowable(FILE, "it is not understood: " + e.getOriginalMessage());
        }
    }

    // JSON in a text of JSON, for its checksum's sake
    private static Optional<String> data(String json) {
        Optional<String> data = Optional.empty();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING
                        && "Data".equals(parser.currentName())) {
                    data = Optional.of(parser.getString());
                }
            }
        }
        return data;
    }

    private static Map<PciAddress, List<User>> parse(String json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            DraCheckpoint checkpoint = new DraCheckpoint(parser);
            while (parser.nextToken() != null) {
                checkpoint.at(parser.currentToken());
            }
            return checkpoint.users;
        }
    }

    // a claim names itself and its pods before its devices
    private void at(JsonToken token) {
        if (token == JsonToken.PROPERTY_NAME && "PodUIDs".equals(parser.currentName())) {
            pods = keys();
        } else if (token == JsonToken.VALUE_STRING) {
            text(String.valueOf(parser.currentName()), parser.getString());
        }
    }

    private void text(String field, String value) {
        switch (field) {
            case "ClaimName" -> claim = value;
            case "Namespace" -> namespace = value;
            case "DeviceName" -> address(value).ifPresent(this::given);
            default -> {
                // nothing that says who uses what
            }
        }
    }

    private void given(PciAddress vf) {
        List<User> users = this.users.computeIfAbsent(vf, _ -> new ArrayList<>());
        pods.forEach(pod -> users.add(new User(pod, namespace + "/" + claim)));
    }

    // a set, as Go writes it: {"uid": {}}
    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        if (parser.nextToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                keys.add(String.valueOf(parser.currentName()));
                parser.nextToken();
                parser.skipChildren();
            }
        }
        return keys;
    }

    private static Optional<PciAddress> address(String device) {
        Matcher name = ADDRESS.matcher(device);
        return name.matches()
                ? PciAddress.find(
                        "%s:%s:%s.%s"
                                .formatted(
                                        name.group(1), name.group(2), name.group(3), name.group(4)))
                : Optional.empty();
    }
}
