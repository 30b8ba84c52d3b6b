package io.vfleet.bench;

import io.vfleet.bench.measure.Figures;
import io.vfleet.bench.measure.Kind;
import io.vfleet.bench.measure.Samples;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The result for programs.
final class JsonResult {

    private final JsonGenerator out;
    private final Result result;

    private JsonResult(JsonGenerator out, Result result) {
        this.out = out;
        this.result = result;
    }

    static String of(Result result) {
        StringWriter text = new StringWriter();
        JsonFactory factory = JsonFactory.builder().build();
        try (JsonGenerator out = factory.createGenerator(ObjectWriteContext.empty(), text)) {
            new JsonResult(out, result).writeAll();
        }
        return text + "\n";
    }

    private void writeAll() {
        out.writeStartObject();
        out.writeStringProperty("profile", result.options().profile().label());
        out.writeNumberProperty("nodes", result.options().nodes());
        out.writeStringProperty("vfs", result.options().shape().toString());
        figures("joining", result.join());
        figures("measured", result.measured());
        out.writeNumberProperty("connections", result.connections());
        out.writeNumberProperty("ownCpuSeconds", result.own());
        result.server().ifPresent(this::server);
        out.writeArrayPropertyStart("goals");
        result.goals().forEach(this::goal);
        out.writeEndArray();
        out.writeNumberProperty("failures", result.failures());
        out.writeObjectPropertyStart("reasons");
        result.reasons().forEach(out::writeNumberProperty);
        out.writeEndObject();
        out.writeBooleanProperty("ok", result.ok());
        out.writeEndObject();
    }

    private void figures(String name, Figures figures) {
        out.writeObjectPropertyStart(name);
        number("seconds", figures.seconds());
        out.writeNumberProperty("requests", figures.requests());
        number("requestsPerSecond", figures.perSecond(figures.requests()));
        out.writeNumberProperty("fewestHeldPolls", figures.fewestHeld());
        out.writeNumberProperty("mostHeldPolls", figures.mostHeld());
        number("beatsLateP99Ms", figures.lag().millis(0.99));
        out.writeArrayPropertyStart("kinds");
        for (Kind kind : Kind.values()) {
            figures.of(kind).ifPresent(samples -> kind(kind, samples));
        }
        out.writeEndArray();
        out.writeObjectPropertyStart("notes");
        figures.notes().forEach((note, count) -> out.writeNumberProperty(note.name(), count));
        out.writeEndObject();
        out.writeEndObject();
    }

    private void kind(Kind kind, Samples samples) {
        out.writeStartObject();
        out.writeStringProperty("name", kind.label());
        out.writeNumberProperty("count", samples.count());
        number("p50Ms", samples.millis(0.5));
        number("p99Ms", samples.millis(0.99));
        number("maxMs", samples.millis(1));
        out.writeNumberProperty("bytesOut", samples.bytesOut());
        out.writeNumberProperty("bytesIn", samples.bytesIn());
        out.writeEndObject();
    }

    private void server(Result.Server server) {
        out.writeObjectPropertyStart("server");
        number("cpuSeconds", server.cpu().total());
        number("ownCpuSeconds", server.cpu().own());
        number("childrenCpuSeconds", server.cpu().children());
        result.cpuPerRequest().ifPresent(ms -> number("cpuMsPerRequest", ms));
        server.residentMib().ifPresent(mib -> out.writeNumberProperty("residentMib", mib));
        out.writeEndObject();
    }

    private void goal(Result.Goal goal) {
        out.writeStartObject();
        out.writeStringProperty("name", goal.name());
        number("value", goal.value());
        number("must", goal.must());
        out.writeStringProperty("unit", goal.unit());
        out.writeBooleanProperty("ok", goal.ok());
        out.writeEndObject();
    }

    // an unknown figure has no place in JSON as a number
    private void number(String name, double value) {
        if (Double.isFinite(value)) {
            out.writeNumberProperty(name, Math.round(value * 1000) / 1000.0);
        }
    }
}
