package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Card;

/// [Card] as JSON.
final class CardJson extends JsonFields<Card> {

    private final Slot<String> subsystem = text("subsystem");
    private final Slot<String> revision = text("revision");
    private final Slot<Card.Devlink> devlink = object("devlink", DevlinkJson::new);
    private final Slot<Card.FirmwareSettings> firmware =
            object("firmware", FirmwareSettingsJson::new);

    CardJson(JsonInput in) {
        super(in);
    }

    @Override
    Card build() {
        return new Card(
                subsystem.optional(), revision.optional(), devlink.optional(), firmware.optional());
    }

    static void write(JsonOutput out, Card card) {
        out.text("subsystem", card.subsystem());
        out.text("revision", card.revision());
        out.object("devlink", card.devlink(), DevlinkJson::write);
        out.object("firmware", card.firmware(), FirmwareSettingsJson::write);
    }
}
