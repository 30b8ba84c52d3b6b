-- The keys for commands after the first one, which stands in server_secret. Each is named by the one before.
create table command_key (
    number     bigint primary key check (number > 1),
    pair       bytea       not null,
    -- of the public key, by the key before, Base64
    signature  text        not null,
    -- the key before signs until then
    signs_from timestamptz not null,
    made_by    text        not null,
    made_at    timestamptz not null
);
