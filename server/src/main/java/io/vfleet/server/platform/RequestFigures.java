package io.vfleet.server.platform;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.stereotype.Component;

/// Says what the figures of HTTP requests are; the framework does not.
@Component
class RequestFigures implements MeterFilter {

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().equals("http.server.requests")) {
            return id;
        }
        return new Meter.Id(
                id.getName(),
                Tags.of(id.getTags()),
                id.getBaseUnit(),
                "HTTP requests, by route and status.",
                id.getType());
    }
}
