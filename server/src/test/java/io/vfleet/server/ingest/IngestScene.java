package io.vfleet.server.ingest;

import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.Heartbeat;
import io.vfleet.domain.wire.AgentMessages.HeartbeatAnswer;
import io.vfleet.domain.wire.InventoryJson;
import io.vfleet.domain.wire.Report;
import io.vfleet.server.ServerTest;
import io.vfleet.server.TestAgent;
import io.vfleet.server.nodes.EnrollmentTokens;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Agents that report over HTTP, and the rows they leave.
@ServerTest
abstract class IngestScene {

    @LocalServerPort int port;
    @Autowired EnrollmentTokens tokens;
    @Autowired JdbcClient jdbc;

    TestAgent approved() {
        return joined(true);
    }

    TestAgent joined(boolean approve) {
        var wish = new EnrollmentTokens.Wish("test", approve, 9, Duration.ofHours(1), "ann");
        return new TestAgent(port).joined(tokens.issue(wish).token());
    }

    static Report report(long sequence, HostDraft host, Report.Change... changes) {
        return report(1, sequence, host, changes);
    }

    static Report report(long epoch, long sequence, HostDraft host, Report.Change... changes) {
        return new Report(epoch, sequence, host.build(), List.of(changes));
    }

    /// Sends a report that must be taken; true when the service knew it or a newer one.
    static boolean duplicate(TestAgent agent, Report report) {
        return agent.report(report).as(AgentJson::readReportAnswer).duplicate();
    }

    static void send(TestAgent agent, Report report) {
        if (duplicate(agent, report)) {
            throw new AssertionError("taken for a duplicate");
        }
    }

    static HeartbeatAnswer beat(TestAgent agent, long epoch, long sequence, HostDraft host) {
        String digest = InventoryJson.digest(host.build());
        return agent.heartbeat(new Heartbeat(epoch, sequence, digest, Optional.empty()))
                .as(AgentJson::readHeartbeatAnswer);
    }

    /// One column of one node's rows.
    List<String> rows(TestAgent agent, String sql) {
        return jdbc.sql(sql)
                .param("node", agent.nodeId())
                .query((row, number) -> String.valueOf(row.getString(1)))
                .list();
    }

    String value(TestAgent agent, String sql) {
        return String.join(" | ", rows(agent, sql));
    }

    /// Where every row of the node's state stands; any write moves one.
    List<String> versions(TestAgent agent) {
        return rows(
                agent,
                """
                select 'node ' || xmin || ctid from node where id = :node
                union all select 'document ' || xmin || ctid from node_document where node_id = :node
                union all select address || xmin || ctid from physical_function where node_id = :node
                union all select address || xmin || ctid from virtual_function where node_id = :node
                union all select check_id || xmin || ctid from finding where node_id = :node
                union all select kind || xmin || ctid from history where node_id = :node
                order by 1
                """);
    }

    static HostDraft brokenHost() {
        return Inventories.healthyHost().iommuOffInKernel();
    }
}
