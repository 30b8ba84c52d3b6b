-- Hints for pages that are open: something changed. They are told when the change commits, once a statement however
-- many rows it wrote, and name the nodes while these are few.

-- makes a hint's name unique; the order of hints is that in which they are heard
create sequence hint_id;

create function tell_hint(kind text, nodes uuid[]) returns void language plpgsql as
$$
begin
    if cardinality(nodes) > 0 then
        perform pg_notify('vfleet_hints', json_build_object(
            'id', nextval('hint_id'), 'kind', kind, 'count', cardinality(nodes),
            'nodes', case when cardinality(nodes) <= 50 then nodes else '{}' end)::text);
    end if;
end
$$;

-- arguments: the kind, the column with the node's id
create function hint_changed() returns trigger language plpgsql as
$$
declare
    nodes uuid[];
begin
    execute format('select array_agg(distinct %I) from changed', tg_argv[1]) into nodes;
    perform tell_hint(tg_argv[0], coalesce(nodes, '{}'));
    return null;
end
$$;

create function hint_enrollment() returns trigger language plpgsql as
$$
begin
    perform tell_hint('enrollment', array(select changed.id from changed join before using (id)
                                          where changed.enrollment is distinct from before.enrollment));
    return null;
end
$$;

create trigger hint_node_inserted after insert on node
    referencing new table as changed for each statement execute function hint_changed('enrollment', 'id');
create trigger hint_node_updated after update on node
    referencing new table as changed for each statement execute function hint_changed('node', 'id');
create trigger hint_node_decided after update on node
    referencing new table as changed old table as before for each statement execute function hint_enrollment();

create trigger hint_finding_inserted after insert on finding
    referencing new table as changed for each statement execute function hint_changed('finding', 'node_id');
create trigger hint_finding_updated after update on finding
    referencing new table as changed for each statement execute function hint_changed('finding', 'node_id');

create trigger hint_operation_inserted after insert on operation
    referencing new table as changed for each statement execute function hint_changed('operation', 'node_id');
create trigger hint_operation_updated after update on operation
    referencing new table as changed for each statement execute function hint_changed('operation', 'node_id');

-- what people want of nodes and call them
create trigger hint_desired_inserted after insert on desired_vfs
    referencing new table as changed for each statement execute function hint_changed('node', 'node_id');
create trigger hint_desired_updated after update on desired_vfs
    referencing new table as changed for each statement execute function hint_changed('node', 'node_id');
create trigger hint_desired_deleted after delete on desired_vfs
    referencing old table as changed for each statement execute function hint_changed('node', 'node_id');
create trigger hint_label_inserted after insert on node_label_override
    referencing new table as changed for each statement execute function hint_changed('node', 'node_id');
create trigger hint_label_updated after update on node_label_override
    referencing new table as changed for each statement execute function hint_changed('node', 'node_id');
create trigger hint_label_deleted after delete on node_label_override
    referencing old table as changed for each statement execute function hint_changed('node', 'node_id');
