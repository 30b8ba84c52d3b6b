-- pages show the breaker, operations their reason to wait
create function hint_breaker() returns trigger language plpgsql as
$$
begin
    perform pg_notify('vfleet_hints', json_build_object(
        'id', nextval('hint_id'), 'kind', 'breaker', 'count', 1, 'nodes', array []::uuid[])::text);
    return null;
end
$$;
create trigger hint_breaker after update on breaker for each statement execute function hint_breaker();
