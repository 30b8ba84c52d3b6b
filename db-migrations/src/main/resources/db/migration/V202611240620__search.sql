-- Search by the beginning of an address, a MAC, a netdev or a pod. text_pattern_ops serves `=` and `like 'x%'` in any
-- collation, so that these replace the plain ones.
drop index virtual_function_mac;
create index virtual_function_mac on virtual_function (mac text_pattern_ops);
drop index virtual_function_admin_mac;
create index virtual_function_admin_mac on virtual_function (admin_mac text_pattern_ops);
drop index virtual_function_address;
create index virtual_function_address on virtual_function (address text_pattern_ops, node_id);
create index virtual_function_netdev on virtual_function (netdev text_pattern_ops) where netdev is not null;
drop index virtual_function_pod;
create index virtual_function_pod on virtual_function (pod text_pattern_ops) where pod is not null;
-- a pod without its namespace
create index virtual_function_pod_name on virtual_function (split_part(pod, '/', 2) text_pattern_ops)
    where pod is not null;
