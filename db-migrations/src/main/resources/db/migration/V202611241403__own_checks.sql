-- Checks that people wrote themselves. They count once they were tried and switched on.
create table own_check (
    id         text primary key check (id ~ '^own-[a-z0-9][a-z0-9-]*$'),
    version    integer     not null default 1,
    state      text        not null check (state in ('DRAFT', 'ACTIVE')),
    -- whether this version was tried against the stored fleet
    tried      boolean     not null default false,
    title      text        not null,
    link       text        not null,
    severity   text        not null check (severity in ('critical', 'warning', 'info')),
    confidence text        not null check (confidence in ('proof', 'high', 'medium', 'low')),
    symptom    text,
    subject    text        not null check (subject in ('node', 'pf', 'vf')),
    expression text        not null,
    cause      text        not null,
    fix        text[]      not null,
    changed_by text        not null,
    changed_at timestamptz not null
);
