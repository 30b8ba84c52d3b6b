package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.UpstreamPort;

/// [UpstreamPort.Window] as JSON.
final class WindowJson extends JsonFields<UpstreamPort.Window> {

    private final Slot<Long> bytes = number("bytes");
    private final Slot<Boolean> prefetchable = flag("prefetchable");

    WindowJson(JsonInput in) {
        super(in);
    }

    @Override
    UpstreamPort.Window build() throws MalformedDocument {
        return new UpstreamPort.Window(bytes.required(), prefetchable.required());
    }

    static void write(JsonOutput out, UpstreamPort.Window window) {
        out.number("bytes", window.bytes());
        out.flag("prefetchable", window.prefetchable());
    }
}
