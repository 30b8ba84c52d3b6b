package io.vfleet.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Puts nodes into the tables as ingest would leave them there.
@Component
public class SomeFleet {

    private final JdbcClient jdbc;

    SomeFleet(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What one node is like.
    ///
    /// @param secondsSilent since it was last heard of
    public record Kind(
            String enrollment, int secondsSilent, String verdict, String link, String site) {

        public static Kind healthy(String site) {
            return new Kind("APPROVED", 1, "OK", null, site);
        }

        public static Kind broken(String link, String site) {
            return new Kind("APPROVED", 1, "BROKEN", link, site);
        }

        public Kind silentFor(int seconds) {
            return new Kind(enrollment, seconds, verdict, link, site);
        }

        public Kind as(String other) {
            return new Kind(other, secondsSilent, verdict, link, site);
        }
    }

    public UUID add(String hostname, Kind kind) {
        UUID id = UUID.randomUUID();
        String state = "BROKEN".equals(kind.verdict()) ? "BROKEN" : "OK";
        jdbc.sql(
                        """
                        insert into node (id, public_key, hostname, enrollment, reported_labels, verdict, verdict_link,
                                          link_states, pf_count, vf_active, vf_desired, vf_in_use, vf_in_use_unknown,
                                          kernel_release, last_report_at)
                        values (:id, :key, :hostname, :enrollment, cast(:labels as jsonb), :verdict, :link,
                                array ['OK', :state, 'NOT_APPLICABLE', 'OK', 'OK', 'UNKNOWN'], 1, 2, 8, 1, 1,
                                '6.12.0', now())
                        """)
                .param("id", id)
                .param("key", id.toString().getBytes(StandardCharsets.UTF_8))
                .param("hostname", hostname)
                .param("enrollment", kind.enrollment())
                .param("labels", "{\"site\":\"" + kind.site() + "\",\"rack\":\"r1\"}")
                .param("verdict", kind.verdict())
                .param("link", kind.link())
                .param("state", state)
                .update();
        jdbc.sql(
                        """
                        insert into node_presence (node_id, last_seen)
                        values (:id, now() - make_interval(secs => :silent))
                        """)
                .param("id", id)
                .param("silent", kind.secondsSilent())
                .update();
        addFunctions(id);
        return id;
    }

    private void addFunctions(UUID node) {
        jdbc.sql(
                        """
                        insert into physical_function (node_id, address, vendor_id, device_id, driver, total_vfs,
                                                       num_vfs, mac, oper_state, speed_mbps, in_scope, verdict,
                                                       boot_vfs, boot_set_by, firmware_vfs, firmware_vfs_next)
                        values (:id, '0000:81:00.0', '15b3', '1021', 'mlx5_core', 16, 2, '02:00:00:00:00:01', 'up',
                                400000, true, 'OK', 4,
                                '[{"kind":"udev","path":"/etc/udev/rules.d/70.rules","numVfs":4,"fights":true}]',
                                16, 8)
                        """)
                .param("id", node)
                .update();
        jdbc.sql(
                        """
                        insert into virtual_function (node_id, address, pf_address, vf_index, driver, mac, admin_mac)
                        select :id, '0000:81:00.' || i + 2, '0000:81:00.0', i, 'mlx5_core',
                               '02:00:00:00:01:0' || i, '02:00:00:00:02:0' || i
                        from generate_series(0, 1) i
                        """)
                .param("id", node)
                .update();
        jdbc.sql(
                        """
                        update virtual_function
                        set in_use = true, pod = 'llm-70b/train-3', holder = 'llm-70b/train-3',
                            holders = '[{"kind":"kubelet","name":"llm-70b/train-3","detail":"container main"},
                                        {"kind":"netns","name":"mlx5_core"}]'
                        where node_id = :id and vf_index = 0
                        """)
                .param("id", node)
                .update();
    }

    /// An open finding, or one that is over.
    public UUID find(UUID node, String severity, String symptom, boolean open) {
        UUID id = UUID.randomUUID();
        jdbc.sql(
                        """
                        insert into finding (id, node_id, check_id, reference, subject, link, symptom, severity,
                                             confidence, cause, detail, digest, first_seen, last_changed, resolved_at)
                        values (:id, :node, 'check-' || :severity, 'D01', 'node ' || cast(:id as text), 'kernel',
                                :symptom, :severity, 'proof', 'because',
                                '{"fix":[{"command":"reboot","reboot":true,"destroysVfs":true}],"evidence":[]}',
                                '', now(), now(), case when :open then null else now() end)
                        """)
                .param("id", id)
                .param("node", node)
                .param("severity", severity)
                .param("symptom", symptom)
                .param("open", open)
                .update();
        return id;
    }

    public void document(UUID node, String report, String diagnosis) {
        jdbc.sql(
                        """
                        insert into node_document (node_id, digest, epoch, sequence, received_at, collected_at, report,
                                                   diagnosis)
                        values (:node, 'd', 1, 1, now(), now(), :report, :diagnosis)
                        """)
                .param("node", node)
                .param("report", gzip(report))
                .param("diagnosis", gzip(diagnosis))
                .update();
    }

    private static byte[] gzip(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
