-- What nodes are judged by: the checks' own version, and what people want of them.
create table judging (
    singleton boolean primary key default true check (singleton),
    -- of the checks, as the replica that started last has them
    catalogue text   not null default '',
    -- grows with every change of what is wanted of many nodes: a verdict worked out before it is worked out again
    wishes    bigint not null default 0
);
insert into judging default values;

-- null: by checks that nobody remembers
alter table node_document add column judged_with text;

-- Nodes that wait to be judged anew by their last report; claimed with SKIP LOCKED, gone with the new verdict.
create table rejudge (
    node_id  uuid primary key references node (id) on delete cascade,
    asked_at timestamptz not null default now()
);
create index rejudge_oldest on rejudge (asked_at, node_id);

-- What is wanted of the nodes that name it in their label `profile`, or that its selector matches.
create table profile (
    name       text primary key,
    built_in   boolean     not null default false,
    description text       not null,
    wants      jsonb       not null,
    -- RSQL over labels; null: by the label `profile` alone
    selector   text,
    -- the highest wins among selectors that match the same node
    priority   integer,
    version    integer     not null default 0,
    updated_by text        not null,
    updated_at timestamptz not null,
    check ((selector is null) = (priority is null))
);
-- so that it is always plain which one wins
create unique index profile_priority on profile (priority) where selector is not null;
insert into profile (name, built_in, description, wants, updated_by, updated_at)
values ('training', true, 'Few VFs, whole ports for few jobs', '{"vfsPerPf":{"min":8,"max":8}}', 'vfleet', now()),
       ('inference', true, 'Many VFs, a port shared by many jobs', '{"vfsPerPf":{"min":32,"max":64}}', 'vfleet', now());

-- the profile by which the verdict was reached
alter table node add column applied_profile text;
create index node_applied_profile on node (applied_profile) where applied_profile is not null;

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
       n.applied_profile
from node n
         join node_status s on s.node_id = n.id
         left join (select node_id, jsonb_object_agg(label, value) as labels
                    from node_label_override
                    group by node_id) o on o.node_id = n.id
where n.enrollment <> 'REJECTED';
