package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Card.FirmwareSettings;
import io.vfleet.domain.inventory.Card.FirmwareSettings.Setting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// [FirmwareSettings] as JSON.
final class FirmwareSettingsJson extends JsonFields<FirmwareSettings> {

    private final Slot<String> tool = text("tool");
    private final Slot<Instant> readAt = time("readAt");
    private final Slot<List<Map.Entry<String, Setting>>> settings =
            objects("settings", 256, SettingFields::new);

    FirmwareSettingsJson(JsonInput in) {
        super(in);
    }

    @Override
    FirmwareSettings build() throws MalformedDocument {
        TreeMap<String, Setting> byName = new TreeMap<>();
        settings.or(List.of()).forEach(entry -> byName.put(entry.getKey(), entry.getValue()));
        return new FirmwareSettings(tool.required(), readAt.required(), byName);
    }

    static void write(JsonOutput out, FirmwareSettings firmware) {
        out.text("tool", firmware.tool());
        if (out.whole()) {
            out.time("readAt", firmware.readAt());
        }
        out.objects(
                "settings",
                List.copyOf(firmware.settings().entrySet()),
                FirmwareSettingsJson::write);
    }

    private static void write(JsonOutput out, Map.Entry<String, Setting> setting) {
        out.text("name", setting.getKey());
        out.text("now", setting.getValue().now());
        out.text("next", setting.getValue().next());
    }

    private static final class SettingFields extends JsonFields<Map.Entry<String, Setting>> {

        private final Slot<String> name = text("name");
        private final Slot<String> now = text("now");
        private final Slot<String> next = text("next");

        SettingFields(JsonInput in) {
            super(in);
        }

        @Override
        Map.Entry<String, Setting> build() throws MalformedDocument {
            return Map.entry(name.required(), new Setting(now.optional(), next.required()));
        }
    }
}
