-- People who are logged in. Whoever reads the table cannot log in with what stands here: it keeps hashes.
create table person_session (
    id_hash      bytea primary key,
    user_id      uuid        not null references app_user (id) on delete cascade,
    from_address text        not null,
    created_at   timestamptz not null,
    -- to the minute
    last_used    timestamptz not null
);
create index person_session_user on person_session (user_id);
