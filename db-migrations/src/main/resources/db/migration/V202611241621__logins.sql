-- An agent uses its newest login alone. When an older one is used long after a newer one was, two agents are alive with
-- one key: a cloned machine.
alter table node_presence
    -- how many there were
    add column logins      bigint not null default 0,
    -- the newest that a heartbeat came with, and since when
    add column login       bigint not null default 0,
    add column login_since timestamptz;
