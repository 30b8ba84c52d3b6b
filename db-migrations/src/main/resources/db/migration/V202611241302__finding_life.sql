-- Findings that somebody knows about, and findings that somebody does not want to hear of for a while.

-- A rule that mutes what it matches; all that is given must fit.
create table mute (
    id              uuid primary key,
    finding_id      uuid references finding (id) on delete cascade,
    check_id        text,
    symptom         text,
    -- RSQL over nodes
    selector        text,
    reason          text        not null,
    until           timestamptz not null,
    created_by      text        not null,
    created_at      timestamptz not null,
    ended_by        text,
    ended_at        timestamptz,
    idempotency_key text        not null,
    request_hash    bytea       not null,
    unique (created_by, idempotency_key),
    check (until > created_at),
    check (num_nonnulls(finding_id, check_id, symptom, selector) > 0)
);
create index mute_active on mute (until) where ended_at is null;
create index mute_of_finding on mute (finding_id) where finding_id is not null;

alter table finding
    add column acknowledged_by     text,
    add column acknowledged_at     timestamptz,
    add column acknowledged_reason text,
    -- the rule that mutes it longest, as far as rules are known to match; kept here so that a list need not ask rules
    add column muted_by            uuid references mute (id),
    add column muted_until         timestamptz;
create index finding_muted on finding (muted_by) where muted_by is not null;

-- A node on which people are at work: its findings are muted and nothing is written on it, until then.
create table node_maintenance (
    node_id uuid primary key references node (id) on delete cascade,
    until   timestamptz not null,
    reason  text        not null,
    set_by  text        not null,
    set_at  timestamptz not null
);

-- A finding with whether it is muted now; it is open while resolved_at is null.
create view fleet_finding as
select f.*,
       coalesce(f.muted_until > now(), false) or m.node_id is not null as muted
from finding f
         left join node_maintenance m on m.node_id = f.node_id and m.until > now();

create or replace view fleet_node as
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
       n.last_report_at,
       n.applied_profile,
       m.until as maintenance_until,
       m.reason as maintenance_reason,
       m.set_by as maintenance_by,
       m.set_at as maintenance_since
from node n
         join node_status s on s.node_id = n.id
         left join (select node_id, jsonb_object_agg(label, value) as labels
                    from node_label_override
                    group by node_id) o on o.node_id = n.id
         left join node_maintenance m on m.node_id = n.id and m.until > now()
where n.enrollment <> 'REJECTED';

create trigger hint_maintenance_inserted after insert on node_maintenance
    referencing new table as changed for each statement execute function hint_changed('node', 'node_id');
create trigger hint_maintenance_updated after update on node_maintenance
    referencing new table as changed for each statement execute function hint_changed('node', 'node_id');
create trigger hint_maintenance_deleted after delete on node_maintenance
    referencing old table as changed for each statement execute function hint_changed('node', 'node_id');
