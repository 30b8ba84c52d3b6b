-- A node as people see it: its status by the server's clock, its labels with what people edited over what the agent
-- reported, and a verdict only where there may be one (UNKNOWN before the first report). Every list, count and metric
-- reads it, so that they agree. Nodes that were rejected belong to no fleet; they stand in the list of enrollments.
create view fleet_node as
select n.id,
       n.hostname,
       s.status,
       s.status in ('LATE', 'OFFLINE') as silent,
       s.last_seen,
       case when s.status <> 'PENDING' then coalesce(n.verdict, 'UNKNOWN') end as verdict,
       case when s.status <> 'PENDING' then n.verdict_link end as verdict_link,
       case when s.status <> 'PENDING' then coalesce(n.link_states, array_fill('UNKNOWN'::text, array [6])) end
           as link_states,
       jsonb_strip_nulls(n.reported_labels || coalesce(o.labels, '{}')) as labels,
       n.reported_labels,
       n.pf_count,
       n.vf_active,
       n.vf_desired,
       n.vf_in_use,
       n.vf_in_use_unknown,
       n.agent_version,
       n.boot_id,
       n.kernel_release,
       n.system_vendor,
       n.product_name,
       n.enrolled_at,
       n.last_report_at
from node n
         join node_status s on s.node_id = n.id
         left join (select node_id, jsonb_object_agg(label, value) as labels
                    from node_label_override
                    group by node_id) o on o.node_id = n.id
where n.enrollment <> 'REJECTED';
