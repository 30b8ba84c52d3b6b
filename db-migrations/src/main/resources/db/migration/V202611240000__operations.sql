-- Changes: what people ask of a node, how far it is, how it ended, and who asked. The rules that must never be broken
-- stand here: one active change a PF, one executing operation a node, endings that stay.

create table operation (
    id                uuid primary key,
    kind              text        not null check (kind in ('RESIZE_VFS', 'RECHECK')),
    state             text        not null check (state in ('QUEUED', 'LEASED', 'RUNNING', 'VERIFYING', 'SUCCEEDED',
        'FAILED', 'ROLLED_BACK', 'PARTIAL', 'CONFLICT', 'REFUSED', 'EXPIRED', 'CANCELED', 'UNKNOWN')),
    node_id           uuid        not null references node (id) on delete cascade,
    pf_address        text,
    num_vfs           integer check (num_vfs between 0 and 65535),
    expected_num_vfs  integer check (expected_num_vfs between 0 and 65535),
    overrides         jsonb       not null default '[]',
    -- grows with every change asked of this PF: the agent refuses one older than the newest it has begun
    generation        bigint      not null,
    reason            text        not null,
    requested_by      text        not null,
    requested_from    text        not null,
    created_at        timestamptz not null,
    -- it must have begun by then
    deadline          timestamptz not null check (deadline > created_at),
    changed_at        timestamptz not null,
    started_at        timestamptz,
    ended_at          timestamptz,
    -- until when the agent may stay silent about it
    lease_until       timestamptz,
    -- how often it was handed to the agent
    attempts          integer     not null default 0,
    -- the last state the agent itself has told
    told              text,
    before_vfs        integer,
    after_vfs         integer,
    -- the newest report when the agent told its ending; a later one is what confirms it
    report_epoch      bigint      not null default 0,
    report_sequence   bigint      not null default 0,
    -- the count that a later report showed and that did not confirm it
    observed_vfs      integer,
    error             jsonb,
    gates             jsonb       not null default '[]',
    steps             jsonb       not null default '[]',
    explanation       text,
    version           integer     not null default 0,
    check ((kind = 'RESIZE_VFS') = (pf_address is not null and num_vfs is not null)),
    check ((state in ('LEASED', 'RUNNING', 'VERIFYING')) <= (lease_until is not null)),
    check ((state in ('QUEUED', 'LEASED', 'RUNNING', 'VERIFYING', 'UNKNOWN')) = (ended_at is null))
);

-- one active change a PF; a recheck changes nothing
create unique index operation_one_active on operation (node_id, pf_address) nulls not distinct
    where state in ('QUEUED', 'LEASED', 'RUNNING', 'VERIFYING', 'UNKNOWN') and kind <> 'RECHECK';
create unique index operation_one_executing on operation (node_id) where state in ('LEASED', 'RUNNING', 'VERIFYING');
-- what is not over: claimed, swept and settled
create index operation_open on operation (node_id, state, created_at, id)
    where state in ('QUEUED', 'LEASED', 'RUNNING', 'VERIFYING', 'UNKNOWN');
create index operation_recent on operation (created_at desc, id);
create index operation_of_node on operation (node_id, created_at desc);

create function operation_ending_stays() returns trigger language plpgsql as
$$
begin
    if old.ended_at is not null and (new.state, new.node_id, new.pf_address, new.num_vfs, new.ended_at)
        is distinct from (old.state, old.node_id, old.pf_address, old.num_vfs, old.ended_at) then
        raise exception 'operation % has ended %, which is final', old.id, old.state
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;
create trigger operation_ending_stays before update on operation
    for each row execute function operation_ending_stays();

-- The newest generation asked of a PF; its row is the lock under which changes of that PF are asked.
create table pf_generation (
    node_id    uuid   not null references node (id) on delete cascade,
    pf_address text   not null,
    generation bigint not null,
    primary key (node_id, pf_address)
);

-- The same key and request lead to the same operation for as long as the row stands.
create table idempotency_key (
    principal    text        not null,
    key          text        not null,
    request_hash bytea       not null,
    operation_id uuid        not null references operation (id) on delete cascade deferrable initially deferred,
    created_at   timestamptz not null,
    primary key (principal, key)
);
create index idempotency_key_operation on idempotency_key (operation_id);
create index idempotency_key_age on idempotency_key (created_at);

-- Who asked for what, and how it ended. Rows are only ever added; each carries the hash of the one before, so that a
-- row that somebody changed behind our back shows.
create table audit (
    id           bigint primary key,
    at           timestamptz not null,
    who          text        not null,
    what         text        not null,
    node_id      uuid,
    subject      text        not null,
    why          text,
    from_address text,
    detail       text        not null,
    prev_hash    bytea       not null,
    hash         bytea       not null unique
);
create index audit_recent on audit (at desc, id desc);

create function audit_is_append_only() returns trigger language plpgsql as
$$
begin
    raise exception 'audit is append-only' using errcode = 'integrity_constraint_violation';
end
$$;
create trigger audit_is_append_only before update or delete on audit
    for each row execute function audit_is_append_only();
create trigger audit_is_not_emptied before truncate on audit
    for each statement execute function audit_is_append_only();
