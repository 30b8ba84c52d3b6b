package io.vfleet.server.startup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/// Says in one line why the service cannot start; Spring's own block of text is switched off.
final class OneLine implements FailureAnalysisReporter {

    private static final Logger LOG = LoggerFactory.getLogger("vfleet");

    @Override
    public void report(FailureAnalysis analysis) {
        String action = analysis.getAction();
        String text = analysis.getDescription() + (action == null ? "" : " " + action);
        LOG.error("{}", text.replaceAll("\\s+", " ").strip());
    }
}
