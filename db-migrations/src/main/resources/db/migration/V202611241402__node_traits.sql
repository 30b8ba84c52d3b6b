-- What a node is like beside what its own row says, for comparing nodes with each other: its cards, and what may differ
-- between nodes with the same cards (firmware, BIOS, drivers, arguments). Written where it differs.
create table node_traits (
    node_id  uuid primary key references node (id) on delete cascade,
    -- the ids of its network PFs; nodes with the same ones are compared
    hardware text  not null,
    -- {"firmware": ["15b3:1021 28.42.1000"], …}
    traits   jsonb not null
);
create index node_traits_hardware on node_traits (hardware);
