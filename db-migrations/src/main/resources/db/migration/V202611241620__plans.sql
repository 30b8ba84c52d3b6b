-- Plans of changes, and bulks that carry one out a node after the other. As with single operations, what must never
-- be broken stands here: one active operation a bulk, endings that stay, generations that only grow.

create table plan (
    id         uuid primary key,
    created_at timestamptz not null,
    created_by text        not null,
    -- as it is answered, with the facts that it stands on
    document   jsonb       not null
);
create index plan_age on plan (created_at);

create table bulk (
    id              uuid primary key,
    -- a plan is carried out once
    plan_id         uuid        not null unique references plan (id),
    state           text        not null check (state in ('RUNNING', 'FINISHED', 'STOPPED', 'CANCELED')),
    reason          text        not null,
    created_by      text        not null,
    created_from    text        not null,
    idempotency_key text        not null,
    request_hash    bytea       not null,
    created_at      timestamptz not null,
    ended_at        timestamptz,
    explanation     text,
    unique (created_by, idempotency_key),
    check ((state = 'RUNNING') = (ended_at is null))
);
create index bulk_running on bulk (id) where state = 'RUNNING';
create index bulk_recent on bulk (created_at desc, id);

create table bulk_target (
    bulk_id      uuid    not null references bulk (id) on delete cascade,
    position     integer not null,
    node_id      uuid    not null references node (id) on delete cascade,
    pf_address   text    not null,
    num_vfs      integer not null,
    expected_vfs integer,
    operation_id uuid unique references operation (id) on delete set null,
    primary key (bulk_id, position)
);
create index bulk_target_node on bulk_target (node_id);

create function bulk_ending_stays() returns trigger language plpgsql as
$$
begin
    if old.ended_at is not null then
        raise exception 'bulk % has ended %, which is final', old.id, old.state
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;
create trigger bulk_ending_stays before update on bulk for each row execute function bulk_ending_stays();

alter table operation
    add column plan_id uuid,
    add column bulk_id uuid references bulk (id) on delete set null,
    -- why it was refused, for machines: type, holders, owners, limit
    add column problem jsonb;
-- one at a time: the next begins when the one before has ended
create unique index operation_one_of_bulk on operation (bulk_id)
    where bulk_id is not null and state in ('QUEUED', 'LEASED', 'RUNNING', 'VERIFYING', 'UNKNOWN');
create unique index operation_generation on operation (node_id, pf_address, generation) where pf_address is not null;

create function pf_generation_grows() returns trigger language plpgsql as
$$
begin
    if new.generation <= old.generation then
        raise exception 'generation of % goes from % to %', old.pf_address, old.generation, new.generation
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;
create trigger pf_generation_grows before update on pf_generation
    for each row execute function pf_generation_grows();
