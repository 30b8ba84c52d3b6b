package io.vfleet.server;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Thousands of nodes in the tables within seconds: 60 sites, two PFs a node, every seventh node
/// silent, every third with a critical finding and a warning.
@Component
public class LargeFleet {

    private final JdbcClient jdbc;

    LargeFleet(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(int nodes) {
        jdbc.sql(
                        """
                        insert into node (id, public_key, hostname, enrollment, reported_labels, verdict, verdict_link,
                                          link_states, pf_count, vf_active, vf_desired, vf_in_use, vf_in_use_unknown,
                                          kernel_release, last_report_at)
                        select gen_random_uuid(), cast('large-' || i as bytea), 'large-' || i, 'APPROVED',
                               jsonb_build_object('site', 'site-' || i % 60, 'rack', 'r' || i % 400),
                               case i % 3 when 0 then 'BROKEN' else 'OK' end, case i % 3 when 0 then 'vfs' end,
                               array ['OK', 'OK', 'NOT_APPLICABLE', case i % 3 when 0 then 'BROKEN' else 'OK' end, 'OK',
                                      'UNKNOWN'],
                               2, 16, 16, 8, 1, '6.12.0', now()
                        from generate_series(1, :nodes) i
                        """)
                .param("nodes", nodes)
                .update();
        jdbc.sql(
                        """
                        insert into node_presence (node_id, last_seen)
                        select id, now() - make_interval(secs => case substr(hostname, 7)::int % 7 when 0 then 600 else 1 end)
                        from node where hostname like 'large-%'
                        """)
                .update();
        jdbc.sql(
                        """
                        insert into physical_function (node_id, address, vendor_id, device_id, driver, total_vfs, num_vfs,
                                                       mac, in_scope, verdict)
                        select id, '0000:81:00.' || port, '15b3', '1021', 'mlx5_core', 16, 8, '02:00:00:00:00:0' || port,
                               true, 'OK'
                        from node, generate_series(0, 1) port where hostname like 'large-%'
                        """)
                .update();
        jdbc.sql(
                        """
                        insert into finding (id, node_id, check_id, reference, subject, link, symptom, severity, confidence,
                                             cause, detail, digest, first_seen, last_changed)
                        select gen_random_uuid(), id, 'check-' || severity, 'D01', 'node', 'vfs',
                               (array ['numvfs-write-fails', 'vf-not-isolated', 'rdma-device-unusable',
                                       'traffic-stays-on-host', 'half-performance', 'vf-reset-panic', null])
                                   [1 + substr(hostname, 7)::int / 60 % 7],
                               severity, 'proof', 'because', '{"fix":[],"evidence":[]}', '', now(), now()
                        from node, unnest(array ['critical', 'warning']) severity
                        where hostname like 'large-%' and verdict = 'BROKEN'
                        """)
                .update();
        jdbc.sql("analyze node, node_presence, physical_function, finding").update();
    }
}
