-- Who uses a VF, and what a PF's link is.
alter table virtual_function
    -- null: nobody could tell
    add column in_use  boolean,
    -- who is named first of those that hold it, and the pod among them as namespace/name
    add column holder  text,
    add column pod     text,
    -- all of them with kind, name and detail; as written, so that equal rows are equal texts
    add column holders text not null default '[]';
create index virtual_function_pod on virtual_function (pod) where pod is not null;

alter table physical_function
    add column oper_state text,
    -- of the link; null while there is none
    add column speed_mbps integer;
