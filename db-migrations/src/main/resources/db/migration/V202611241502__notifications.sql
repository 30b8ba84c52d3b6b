-- Word to people outside: where it goes, what happened and is not sorted yet, and what is on its way.

create table notification_target (
    id         uuid primary key,
    name       text        not null unique,
    url        text        not null,
    form       text        not null check (form in ('GENERIC', 'SLACK')),
    -- signs every message: kept as it is, or nothing could be signed
    secret     text        not null,
    enabled    boolean     not null,
    -- which events, how they are grouped, reminded and held back
    rules      jsonb       not null,
    version    integer     not null default 0,
    updated_by text        not null,
    updated_at timestamptz not null
);

-- Written by triggers in the transaction of what happened, so that neither is without the other; gone once it was
-- sorted to targets.
create table notification_event (
    id           bigint generated always as identity primary key,
    at           timestamptz not null default now(),
    kind         text        not null check (kind in ('finding.opened', 'finding.resolved', 'operation.ended',
        'node.silent', 'node.back')),
    node_id      uuid        not null references node (id) on delete cascade,
    finding_id   uuid references finding (id) on delete cascade,
    operation_id uuid references operation (id) on delete cascade
);

-- nodes whose silence was told
create table notification_silence (
    node_id uuid primary key references node (id) on delete cascade,
    since   timestamptz not null default now()
);

create table notification_delivery (
    id            uuid primary key,
    target_id     uuid        not null references notification_target (id) on delete cascade,
    group_key     text        not null,
    kind          text        not null,
    state         text        not null check (state in ('WAITING', 'SENT', 'DEAD')),
    -- frozen with the first attempt
    message       jsonb       not null,
    nodes         integer     not null,
    created_at    timestamptz not null,
    due_at        timestamptz not null,
    attempts      integer     not null default 0,
    -- whoever sends it has until then
    claimed_until timestamptz,
    last_status   integer,
    last_error    text,
    ended_at      timestamptz,
    check ((state = 'WAITING') = (ended_at is null))
);
-- what a group's next events are added to
create unique index notification_gathering on notification_delivery (target_id, group_key)
    where state = 'WAITING' and attempts = 0;
create index notification_due on notification_delivery (due_at) where state = 'WAITING';
create index notification_recent on notification_delivery (created_at desc, id);
create index notification_sent on notification_delivery (ended_at) where state = 'SENT';

-- groups of findings that were told open, and when last
create table notification_reminder (
    target_id uuid        not null references notification_target (id) on delete cascade,
    topic     text        not null,
    site      text        not null,
    critical  boolean     not null,
    told_at   timestamptz not null,
    primary key (target_id, topic, site, critical)
);

create function notification_wanted() returns boolean language sql stable as
$$
select exists (select from notification_target where enabled)
$$;

-- what follows from another finding is told with that one
create function notify_finding_inserted() returns trigger language plpgsql as
$$
begin
    if notification_wanted() then
        insert into notification_event (kind, node_id, finding_id)
        select 'finding.opened', node_id, id from changed
        where resolved_at is null and caused_by is null;
    end if;
    return null;
end
$$;
create trigger notify_finding_inserted after insert on finding
    referencing new table as changed for each statement execute function notify_finding_inserted();

create function notify_finding_updated() returns trigger language plpgsql as
$$
begin
    if notification_wanted() then
        insert into notification_event (kind, node_id, finding_id)
        select case when changed.resolved_at is null then 'finding.opened' else 'finding.resolved' end,
               changed.node_id, changed.id
        from changed join before using (id)
        where changed.caused_by is null
          and ((changed.resolved_at is null) <> (before.resolved_at is null)
              -- one that becomes critical is news
              or changed.resolved_at is null and changed.severity = 'critical' and before.severity <> 'critical');
    end if;
    return null;
end
$$;
create trigger notify_finding_updated after update on finding
    referencing new table as changed old table as before for each statement execute function notify_finding_updated();

create function notify_operation_ended() returns trigger language plpgsql as
$$
begin
    if notification_wanted() then
        insert into notification_event (kind, node_id, operation_id)
        select 'operation.ended', changed.node_id, changed.id
        from changed join before using (id)
        where changed.ended_at is not null and before.ended_at is null;
    end if;
    return null;
end
$$;
create trigger notify_operation_ended after update on operation
    referencing new table as changed old table as before for each statement execute function notify_operation_ended();
