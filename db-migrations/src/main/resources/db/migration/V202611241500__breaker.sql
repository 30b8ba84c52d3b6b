-- The fleet's breaker, one row: while it is open no command leaves, whichever replica is asked.
create table breaker (
    -- there is one
    id         boolean     primary key default true check (id),
    open       boolean     not null,
    reason     text        not null,
    changed_by text        not null,
    changed_at timestamptz not null
);
insert into breaker (open, reason, changed_by, changed_at) values (false, 'never opened', 'server', now());
