-- MACs and GUIDs that nodes answer to, for those that two of them have.
create table wire_address (
    node_id   uuid        not null references node (id) on delete cascade,
    function  text        not null,
    address   text        not null,
    vf        boolean     not null,
    -- the one a PF keeps its VF in; 0 is none
    vlan      integer     not null,
    -- one machine that is known as two nodes has its addresses twice
    machine   uuid        not null,
    since     timestamptz not null default now(),
    -- found to be alive on another node; what its own node was judged by
    elsewhere boolean     not null default false,
    primary key (node_id, function, address)
);
create index wire_address_holders on wire_address (address, machine);
create index wire_address_elsewhere on wire_address (node_id) where elsewhere;

-- The few of them that more than one machine has; whoever changes them holds a lock.
create table shared_address (
    address text primary key,
    -- somebody came or went since it was last looked at
    moved   boolean not null default true
);

-- tells whether the addresses of a node differ, without a look at them
alter table node add column address_fingerprint uuid;

-- of the oldest fact of the last report
alter table node_presence add column looked_at timestamptz;
