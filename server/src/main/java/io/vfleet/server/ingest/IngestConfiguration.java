package io.vfleet.server.ingest;

import io.vfleet.domain.chain.Chain;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The committers and the chain.
@Configuration(proxyBeanMethods = false)
class IngestConfiguration {

    private static final int REPORTS = 64;
    private static final int BEATS = 1024;

    @Bean
    Chain chain() {
        return Chain.standard();
    }

    @Bean
    GroupCommit<NodeChange, NodeChange.Outcome> reportCommits(
            StateCommit commit, IngestSettings settings) {
        return new GroupCommit<>(
                new GroupCommit.Shape(
                        "commit-reports", settings.queue(), REPORTS, settings.window()),
                commit::write);
    }

    @Bean
    GroupCommit<HeartbeatStore.Beat, HeartbeatStore.Seen> heartbeatCommits(
            HeartbeatStore store, IngestSettings settings) {
        return new GroupCommit<>(
                new GroupCommit.Shape(
                        "commit-heartbeats", settings.queue(), BEATS, settings.window()),
                store::write);
    }
}
