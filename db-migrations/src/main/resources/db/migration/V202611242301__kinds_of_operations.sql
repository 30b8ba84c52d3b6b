-- More kinds of operations. What a kind has beside a PF and a count stands in `change`, in the form it was asked in.

alter table operation add column change jsonb;
-- a report showed that it is not as wanted; a second one of the same settles it
alter table operation add column seen_otherwise boolean not null default false;

do
$$
declare
    name text;
begin
    for name in select conname from pg_constraint
                where conrelid = 'operation'::regclass and contype = 'c'
                  and (pg_get_constraintdef(oid) like '%RESIZE_VFS%')
    loop
        execute format('alter table operation drop constraint %I', name);
    end loop;
end
$$;

alter table operation
    add constraint operation_kind check (kind in ('RESIZE_VFS', 'SET_VF', 'BIND_VF_DRIVER', 'SET_AUTOPROBE', 'RECHECK')),
    add constraint operation_has_pf check ((kind in ('RESIZE_VFS', 'SET_VF', 'BIND_VF_DRIVER', 'SET_AUTOPROBE')) = (pf_address is not null)),
    add constraint operation_has_count check ((kind = 'RESIZE_VFS') = (num_vfs is not null)),
    add constraint operation_has_change check ((kind in ('SET_VF', 'BIND_VF_DRIVER', 'SET_AUTOPROBE')) = (change is not null)),
    add constraint operation_change_of_kind check (change is null or case kind
        when 'SET_VF' then jsonb_typeof(change -> 'vf') = 'number' and jsonb_typeof(change -> 'settings') = 'object'
        when 'BIND_VF_DRIVER' then jsonb_typeof(change -> 'vf') = 'number' and jsonb_typeof(change -> 'driver') = 'string'
        when 'SET_AUTOPROBE' then jsonb_typeof(change -> 'autoprobe') = 'boolean'
        end is true);

create or replace function operation_ending_stays() returns trigger language plpgsql as
$$
begin
    if old.ended_at is not null and (new.state, new.node_id, new.pf_address, new.num_vfs, new.change, new.ended_at)
        is distinct from (old.state, old.node_id, old.pf_address, old.num_vfs, old.change, old.ended_at) then
        raise exception 'operation % has ended %, which is final', old.id, old.state
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;
