-- The main line: nodes report, the service stores and judges, anyone can ask.
-- Hot and cold apart: what moves with every heartbeat stands in node_presence (narrow, HOT updates, no index on
-- last seen); what people edit stands in tables of its own. Every hot table carries the node in its keys.

create table enrollment_token (
    id            uuid primary key,
    name          text        not null,
    token_hash    bytea       not null unique,
    auto_approve  boolean     not null default false,
    max_uses      integer     not null check (max_uses > 0),
    uses          integer     not null default 0 check (uses between 0 and max_uses),
    created_by    text        not null,
    created_at    timestamptz not null default now(),
    expires_at    timestamptz not null,
    revoked_at    timestamptz
);

-- One row a node; identity is the key it enrolled with. Hostnames are display names and may repeat.
create table node (
    id               uuid primary key,
    public_key       bytea       not null unique,
    hostname         text        not null,
    machine_id       text,
    product_uuid     text,
    -- PENDING: kept apart, no commands. RETIRED: closes its findings. QUARANTINED: two lineages of one key.
    enrollment       text        not null check (enrollment in ('PENDING', 'APPROVED', 'REJECTED', 'QUARANTINED', 'RETIRED')),
    replaces_node_id uuid references node (id),
    enrollment_token_id uuid references enrollment_token (id),
    enrolled_at      timestamptz not null default now(),
    decided_at       timestamptz,
    decided_by       text,
    agent_version    text,
    boot_id          text,
    kernel_release   text,
    system_vendor    text,
    product_name     text,
    -- labels as the agent reports them; edited ones stand in node_label_override
    reported_labels  jsonb       not null default '{}',
    -- the newest verdict; null until the first report
    verdict          text check (verdict in ('OK', 'WARN', 'BROKEN', 'UNKNOWN', 'NOT_APPLICABLE')),
    verdict_link     text check (verdict_link in ('firmware', 'kernel', 'hugepages', 'vfs', 'rdma', 'orchestration')),
    -- one state a link, in the chain's order; null until the first report
    link_states      text[] check (cardinality(link_states) = 6),
    pf_count         integer     not null default 0,
    vf_active        integer     not null default 0,
    vf_desired       integer     not null default 0,
    vf_in_use        integer     not null default 0,
    vf_in_use_unknown integer    not null default 0,
    last_report_at   timestamptz,
    -- grows with every write of the node's state: a change that was worked out on an older one is worked out again
    revision         bigint      not null default 0
);
create index node_same_machine on node (machine_id, product_uuid) where enrollment = 'APPROVED';
create index node_hostname on node (hostname, id);
create index node_verdict on node (verdict, hostname, id);
create index node_labels on node using gin (reported_labels jsonb_path_ops);

-- Touched by every message; nothing here is indexed but the key, so that updates stay HOT.
create table node_presence (
    node_id   uuid primary key references node (id) on delete cascade,
    -- the newest message of any kind
    epoch     bigint      not null default 0,
    sequence  bigint      not null default 0,
    -- the newest report, also one that changed nothing; the digest is that of node_document
    report_epoch    bigint not null default 0,
    report_sequence bigint not null default 0,
    digest    text,
    last_seen timestamptz,
    next_beat_seconds integer not null default 30
) with (fillfactor = 30);

-- Status by the server's clock; the one definition that every list, count and metric uses.
create view node_status as
select n.id as node_id,
       case
           when n.enrollment = 'RETIRED' then 'RETIRED'
           when n.enrollment in ('PENDING', 'REJECTED', 'QUARANTINED') then 'PENDING'
           when p.last_seen is null then 'OFFLINE'
           when p.last_seen > now() - make_interval(secs => 3 * p.next_beat_seconds + 30) then 'ONLINE'
           when p.last_seen > now() - interval '15 minutes' then 'LATE'
           else 'OFFLINE'
       end as status,
       p.last_seen
from node n
         join node_presence p on p.node_id = n.id;

-- The whole last report, gzip; never unpacked for lists.
create table node_document (
    node_id      uuid primary key references node (id) on delete cascade,
    digest       text        not null,
    epoch        bigint      not null,
    sequence     bigint      not null,
    received_at  timestamptz not null,
    collected_at timestamptz not null,
    report       bytea       not null,
    diagnosis    bytea       not null
);
alter table node_document alter column report set storage external;
alter table node_document alter column diagnosis set storage external;

create table physical_function (
    node_id      uuid    not null references node (id) on delete cascade,
    address      text    not null,
    vendor_id    text,
    device_id    text,
    driver       text,
    numa_node    integer,
    iommu_group  integer,
    total_vfs    integer,
    num_vfs      integer,
    netdev       text,
    mac          text,
    in_scope     boolean not null,
    verdict      text    not null,
    verdict_link text,
    primary key (node_id, address)
);
create index physical_function_driver on physical_function (driver);
create index physical_function_mac on physical_function (mac);

create table virtual_function (
    node_id     uuid    not null references node (id) on delete cascade,
    address     text    not null,
    -- null for an orphan, whose PF is not visible
    pf_address  text,
    vf_index    integer,
    driver      text,
    numa_node   integer,
    iommu_group integer,
    netdev      text,
    mac         text,
    admin_mac   text,
    vlan        integer,
    trust       boolean,
    spoofchk    boolean,
    link_state  text,
    rdma_device text,
    primary key (node_id, address)
);
create index virtual_function_mac on virtual_function (mac);
create index virtual_function_admin_mac on virtual_function (admin_mac);
create index virtual_function_address on virtual_function (address, node_id);

-- Closed, never deleted: a finding seen again reopens with its trail. `current` is derived: resolved_at is null.
create table finding (
    id           uuid primary key,
    node_id      uuid        not null references node (id) on delete cascade,
    check_id     text        not null,
    reference    text        not null,
    subject      text        not null,
    pf_address   text,
    link         text        not null,
    symptom      text,
    severity     text        not null check (severity in ('critical', 'warning', 'info')),
    confidence   text        not null,
    cause        text        not null,
    -- the finding of which this one is a consequence
    caused_by    uuid references finding (id),
    detail       jsonb       not null,
    -- of the whole finding; equal: nothing to write
    digest       bytea       not null,
    first_seen   timestamptz not null,
    last_changed timestamptz not null,
    resolved_at  timestamptz,
    reopened     integer     not null default 0,
    unique (node_id, check_id, subject)
);
create index finding_open on finding (symptom, severity, node_id) where resolved_at is null;
create index finding_by_node on finding (node_id, resolved_at);
create index finding_recent on finding (last_changed desc, id);

-- Append-only, one partition a month; later than the newest partition falls into the default one.
create table history (
    id       bigint generated always as identity,
    node_id  uuid        not null,
    at       timestamptz not null,
    kind     text        not null,
    subject  text        not null,
    before   text,
    after    text,
    detail   jsonb       not null default '{}',
    primary key (node_id, at, id)
) partition by range (at);
create table history_default partition of history default;
create index history_recent on history (at desc, id desc);

-- What people want of a PF; it belongs to the card (permanent MAC or serial), not to the slot.
create table desired_vfs (
    node_id    uuid        not null references node (id) on delete cascade,
    pf_address text        not null,
    num_vfs    integer     not null check (num_vfs between 0 and 65535),
    mac        text,
    reason     text        not null,
    version    integer     not null default 0,
    updated_by text        not null,
    updated_at timestamptz not null,
    primary key (node_id, pf_address)
);

create table node_label_override (
    node_id    uuid        not null references node (id) on delete cascade,
    label      text        not null,
    -- null: the reported label is hidden
    value      text,
    updated_by text        not null,
    updated_at timestamptz not null,
    primary key (node_id, label)
);

create table api_token (
    id         uuid primary key,
    name       text        not null,
    token_hash bytea       not null unique,
    scopes     text[]      not null check (cardinality(scopes) > 0 and scopes <@ array ['read', 'operate', 'approve', 'metrics', 'admin']),
    created_by text        not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used  timestamptz
);

create table app_user (
    id            uuid primary key,
    name          text        not null unique,
    password_hash text        not null,
    role          text        not null check (role in ('viewer', 'operator', 'approver', 'admin')),
    created_at    timestamptz not null
);

-- Keys and the like that all replicas must share: the challenge key, the access token key.
create table server_secret (
    name       text primary key,
    secret     bytea       not null,
    created_at timestamptz not null default now()
);
