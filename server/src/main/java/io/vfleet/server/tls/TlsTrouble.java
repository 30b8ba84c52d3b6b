package io.vfleet.server.tls;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Turns a start that would not be safe into its one sentence.
final class TlsTrouble extends AbstractFailureAnalyzer<TlsUnusable> {

    @Override
    protected FailureAnalysis analyze(Throwable root, TlsUnusable cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
