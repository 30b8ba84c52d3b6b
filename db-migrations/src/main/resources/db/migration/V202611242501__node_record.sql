-- What agents wrote down for themselves of their operations, as they told it: compared with the audit, a difference shows
-- that one of the two was changed.
create table node_record (
    id           bigint generated always as identity primary key,
    node_id      uuid        not null references node (id) on delete cascade,
    operation_id uuid        not null references operation (id) on delete cascade,
    sequence     bigint      not null,
    record       text        not null,
    hash         text        not null,
    -- told once more, and otherwise
    contradicted boolean     not null default false,
    told_at      timestamptz not null,
    unique (node_id, operation_id)
);
create index node_record_order on node_record (node_id, id);

-- How far the agent's record went at its last login.
create table node_record_head (
    node_id       uuid primary key references node (id) on delete cascade,
    sequence      bigint      not null,
    hash          text        not null,
    -- the highest sequence that was told before that
    told_sequence bigint      not null,
    at            timestamptz not null
);
