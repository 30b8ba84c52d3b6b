-- PFs that are none any more: what tells a card whose SR-IOV was switched off from one that never had any
create table former_pf (
    node_id   uuid        not null references node (id) on delete cascade,
    address   text        not null,
    vendor_id text,
    device_id text,
    mac       text,
    num_vfs   integer     not null,
    since     timestamptz not null default now(),
    primary key (node_id, address)
);
