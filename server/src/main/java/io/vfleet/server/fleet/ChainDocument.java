package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.chain.LinkState;
import io.vfleet.domain.operation.OperationKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The shape of a stored diagnosis, for readers of the API document; the document itself is
/// answered as it is stored.
@Schema(name = "Chain")
record ChainDocument(
        VerdictView verdict, List<ChainLink> links, List<ChainFunction> physicalFunctions) {

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    static ChainDocument read(byte[] gzip) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return JSON.readValue(in, ChainDocument.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One link with what was found and what stayed open.
    @Schema(name = "ChainLink")
    record ChainLink(
            String link,
            LinkState state,
            List<ChainFinding> findings,
            List<ChainUnknown> unknowns) {}

    /// A failed check with proof and cure.
    @Schema(name = "ChainFinding")
    record ChainFinding(
            String check,
            String reference,
            @Schema(description = "Stands in consequences alone, which may be of another link")
                    Optional<String> link,
            Optional<String> symptom,
            String severity,
            String confidence,
            String subject,
            String cause,
            List<FixView> fix,
            List<EvidenceView> evidence,
            List<ChainFinding> consequences) {}

    /// A command that helps, and what it costs.
    @Schema(name = "Fix")
    record FixView(
            String command,
            boolean reboot,
            boolean destroysVfs,
            @Schema(
                            description =
                                    "Disturbs who uses the card or the host now, as a reboot and the end of VFs always do; absent in"
                                            + " older diagnoses")
                    Optional<Boolean> window,
            @Schema(description = "The operation that does this step, where vfleet can")
                    Optional<OperationKind> vfleet) {}

    /// What stood where, and what should have stood there.
    @Schema(name = "Evidence")
    record EvidenceView(
            String path,
            String value,
            @Schema(description = "Absent where the value only explains")
                    Optional<String> expected) {}

    /// A question that could not be answered.
    @Schema(name = "ChainUnknown")
    record ChainUnknown(String check, String subject, String path, String reason) {}

    /// One PF and its own chain.
    @Schema(name = "ChainPhysicalFunction")
    record ChainFunction(
            String address,
            boolean inScope,
            String why,
            VerdictView verdict,
            List<ChainLink> links) {}
}
