package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Card;
import java.time.Instant;
import java.util.List;

/// [Card.Devlink] as JSON.
final class DevlinkJson extends JsonFields<Card.Devlink> {

    private final Slot<Instant> readAt = time("readAt");
    private final Slot<String> eswitchMode = text("eswitchMode");
    private final Slot<List<Card.Version>> versions = objects("versions", 256, VersionFields::new);
    private final Slot<List<Card.Parameter>> parameters =
            objects("parameters", 256, ParameterFields::new);

    DevlinkJson(JsonInput in) {
        super(in);
    }

    @Override
    Card.Devlink build() throws MalformedDocument {
        return new Card.Devlink(
                readAt.required(),
                eswitchMode.optional(),
                versions.or(List.of()),
                parameters.or(List.of()));
    }

    static void write(JsonOutput out, Card.Devlink devlink) {
        if (out.whole()) {
            out.time("readAt", devlink.readAt());
        }
        out.text("eswitchMode", devlink.eswitchMode());
        out.some("versions", devlink.versions(), VersionFields::write);
        out.some("parameters", devlink.parameters(), ParameterFields::write);
    }

    private static final class VersionFields extends JsonFields<Card.Version> {

        private final Slot<String> name = text("name");
        private final Slot<String> running = text("running");
        private final Slot<String> stored = text("stored");
        private final Slot<String> fixed = text("fixed");

        VersionFields(JsonInput in) {
            super(in);
        }

        @Override
        Card.Version build() throws MalformedDocument {
            return new Card.Version(
                    name.required(), running.optional(), stored.optional(), fixed.optional());
        }

        static void write(JsonOutput out, Card.Version version) {
            out.text("name", version.name());
            out.text("running", version.running());
            out.text("stored", version.stored());
            out.text("fixed", version.fixed());
        }
    }

    private static final class ParameterFields extends JsonFields<Card.Parameter> {

        private final Slot<String> name = text("name");
        private final Slot<String> runtime = text("runtime");
        private final Slot<String> driverInit = text("driverInit");
        private final Slot<String> permanent = text("permanent");

        ParameterFields(JsonInput in) {
            super(in);
        }

        @Override
        Card.Parameter build() throws MalformedDocument {
            return new Card.Parameter(
                    name.required(),
                    runtime.optional(),
                    driverInit.optional(),
                    permanent.optional());
        }

        static void write(JsonOutput out, Card.Parameter parameter) {
            out.text("name", parameter.name());
            out.text("runtime", parameter.runtime());
            out.text("driverInit", parameter.driverInit());
            out.text("permanent", parameter.permanent());
        }
    }
}
