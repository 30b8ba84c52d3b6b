package io.vfleet.agent.holders;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Which device kubelet gave to which pod: `PodDeviceEntries` of its device manager's checkpoint
/// (pkg/kubelet/cm/devicemanager/checkpoint/checkpoint.go).
public final class KubeletCheckpoint {

    private static final String FILE =
            "/var/lib/kubelet/device-plugins/kubelet_internal_checkpoint";
    private static final String REGISTERED = "RegisteredDevices";
    private static final String ENTRIES = "PodDeviceEntries";
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<String, Owner> owners = new HashMap<>();
    private final JsonParser parser;
    private Owner owner = new Owner("?", "?", "?");

    private KubeletCheckpoint(JsonParser parser) {
        this.parser = parser;
    }

    /// Whom a device was given to, and as what.
    record Owner(String podUid, String container, String resource) {}

    /// The owners by device id, which for VFs is the PCI address.
    static Map<String, Owner> read(Sight sight) throws Unknowable {
        Optional<String> text = sight.text(FILE);
        return text.isEmpty() ? Map.of() : parse(text.get());
    }

    /// The resources that device plugins registered, each with the ids of its healthy devices.
    public static SortedMap<String, List<String>> resources(Sight sight) throws Unknowable {
        Optional<String> text = sight.text(FILE);
        return text.isEmpty() ? new TreeMap<>() : resources(text.get());
    }

    private static SortedMap<String, List<String>> resources(String json) throws Unknowable {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            KubeletCheckpoint checkpoint = new KubeletCheckpoint(parser);
            return checkpoint.to(REGISTERED) ? checkpoint.registered() : new TreeMap<>();
        } catch (JacksonException e) {
            throw new Unknowable(FILE, "it is not understood: " + e.getOriginalMessage());
        }
    }

    private SortedMap<String, List<String>> registered() {
        SortedMap<String, List<String>> registered = new TreeMap<>();
        if (parser.nextToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                registered.put(String.valueOf(parser.currentName()), ids());
            }
        }
        return registered;
    }

    // a list, or null where none is healthy
    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return ids;
        }
        for (JsonToken at = parser.nextToken();
                at != null && at != JsonToken.END_ARRAY;
                at = parser.nextToken()) {
            if (at == JsonToken.VALUE_STRING) {
                ids.add(parser.getString());
            }
            parser.skipChildren();
        }
        return ids;
    }

    private static Map<String, Owner> parse(String json) throws Unknowable {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            KubeletCheckpoint checkpoint = new KubeletCheckpoint(parser);
            if (!checkpoint.to(ENTRIES)) {
                throw new Unknowable(FILE, "it has no " + ENTRIES);
            }
            checkpoint.entries();
            return checkpoint.owners;
        } catch (JacksonException e) {
            throw new Unknowable(FILE, "it is not understood: " + e.getOriginalMessage());
        }
    }

    private boolean to(String field) {
        for (JsonToken at = parser.nextToken(); at != null; at = parser.nextToken()) {
            if (at == JsonToken.PROPERTY_NAME && field.equals(parser.currentName())) {
                return true;
            }
        }
        return false;
    }

    // an entry names pod, container and resource before its devices; ids are all texts below
    // DeviceIDs
    private void entries() {
        int depth = 0;
        do {
            JsonToken at = parser.nextToken();
            depth += at.isStructStart() ? 1 : at.isStructEnd() ? -1 : 0;
            if (at == JsonToken.VALUE_STRING) {
                text(parser.getString(), String.valueOf(parser.currentName()));
            }
        } while (depth > 0);
    }

    private void text(String value, String field) {
        switch (field) {
            case "PodUID" -> owner = new Owner(value, owner.container(), owner.resource());
            case "ContainerName" -> owner = new Owner(owner.podUid(), value, owner.resource());
            case "ResourceName" -> owner = new Owner(owner.podUid(), owner.container(), value);
            case "AllocResp" -> {
                // not a device
            }
            default -> owners.put(value, owner);
        }
    }
}
