package io.vfleet.agent.push;

import io.vfleet.domain.wire.InventoryJson;
import io.vfleet.domain.wire.MalformedDocument;
import io.vfleet.domain.wire.Report;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// A report as it goes out. It stays the same until the server took it, so that a repeat after a
/// lost answer has no effect; compressed, since a thousand VFs are a megabyte of text.
@SuppressWarnings("ArrayRecordComponent")
record Outgoing(
        long sequence, String digest, byte[] gzip, boolean terse, List<Report.Change> changes) {

    Outgoing {
        changes = List.copyOf(changes);
    }

    static Outgoing seal(Report report, String digest, boolean terse) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
        try (GZIPOutputStream gzip = new Tight(bytes)) {
            if (terse) {
                InventoryJson.write(report, gzip);
            } else {
                InventoryJson.writeAtLength(report, gzip);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return new Outgoing(
                report.sequence(), digest, bytes.toByteArray(), terse, report.changes());
    }

    /// The same report for a server that does not read the terse form.
    Outgoing atLength() {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return seal(InventoryJson.readReport(in), digest, false);
        } catch (IOException | MalformedDocument e) {
            throw new IllegalStateException("what was sealed here can be read here", e);
        }
    }

    /// What an agent before this one sealed; empty where that is not understood.
    static Optional<Outgoing> leftover(byte[] gzip) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            Report report = InventoryJson.readReport(in);
            String digest = InventoryJson.digest(report.inventory());
            return Optional.of(
                    new Outgoing(report.sequence(), digest, gzip, true, report.changes()));
        } catch (IOException | MalformedDocument e) {
            return Optional.empty();
        }
    }

    /// Takes a little longer and saves some of every hundred bytes: reports are rare, networks
    /// slow.
    private static final class Tight extends GZIPOutputStream {
        Tight(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
