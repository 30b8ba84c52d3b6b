package io.vfleet.server.ingest;

import io.vfleet.domain.chain.Expectations.Place;
import io.vfleet.domain.chain.WireAddress;
import io.vfleet.server.database.Columns;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The addresses of all nodes, and which of them two nodes have.
@Repository
class AddressStore {

    /// "vfleet" and the lock of whoever changes addresses: of two nodes that come by one at the
    /// same moment the later sees the earlier
    private static final long LOCK = 0x76666c656574_21L;

    private static final int NAMED = 4;

    /// Two VFs count once both were seen with it at one time: a VM that moves takes its MAC along,
    /// and the host it left looks again within eleven minutes. Of silent nodes nothing new is
    /// known: they prove nothing, and after a while disprove nothing either.
    private static final String FOUND =
            """
            with place as (
                select w.*, s.moved, st.status,
                       greatest(p.looked_at, p.last_seen - interval '11 minutes') as known_until
                from shared_address s
                         join wire_address w on w.address = s.address
                         join node_presence p on p.node_id = w.node_id
                         join node_status st on st.node_id = w.node_id),
            found as (
                select l.*,
                       case when l.status = 'OFFLINE' then l.elsewhere
                            else exists (
                               select from place o
                               where o.address = l.address and o.machine <> l.machine
                                 and (o.vlan = l.vlan or o.vlan = 0 or l.vlan = 0)
                                 and (l.elsewhere and o.elsewhere
                                          and l.status in ('ONLINE', 'LATE') and o.status in ('ONLINE', 'LATE')
                                      or l.status = 'ONLINE' and o.status = 'ONLINE'
                                          and (not (l.vf and o.vf)
                                               or l.known_until >= o.since and o.known_until >= l.since)))
                       end as now_elsewhere
                from place l)
            """;

    private final JdbcClient jdbc;

    AddressStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Owned(AddressRows node, WireAddress address) {}

    void write(List<AddressRows> moved) {
        if (moved.isEmpty()) {
            return;
        }
        lock();
        UUID[] nodes = moved.stream().map(AddressRows::node).toArray(UUID[]::new);
        // before and after: those that go, and those that come
        markMoved(nodes);
        List<Owned> rows =
                moved.stream()
                        .flatMap(node -> node.all().stream().map(one -> new Owned(node, one)))
                        .toList();
        replace(nodes, columns(rows));
        share(nodes);
        markMoved(nodes);
        jdbc.sql(
                        """
                        update node n set address_fingerprint = f.fingerprint
                        from unnest(cast(:nodes as uuid[]), cast(:fingerprints as uuid[])) as f(node_id, fingerprint)
                        where n.id = f.node_id
                        """)
                .params(
                        Columns.of(moved)
                                .text("nodes", AddressRows::node)
                                .text("fingerprints", AddressRows::fingerprint)
                                .parameters())
                .update();
    }

    private static Map<String, Object> columns(List<Owned> rows) {
        return Columns.of(rows)
                .text("owners", row -> row.node().node())
                .text("functions", row -> row.address().function())
                .text("addresses", row -> row.address().value())
                .bool("vfs", row -> row.address().vf())
                .integer("vlans", row -> row.address().vlan())
                .text("machines", row -> row.node().machine())
                .parameters();
    }

    private void replace(UUID[] nodes, Map<String, Object> rows) {
        jdbc.sql(
                        """
                        delete from wire_address w
                        where w.node_id = any(:nodes)
                          and (w.node_id, w.function, w.address) not in
                              (select * from unnest(cast(:owners as uuid[]), :functions, :addresses))
                        """)
                .param("nodes", nodes)
                .params(rows)
                .update();
        jdbc.sql(
                        """
                        insert into wire_address as w (node_id, function, address, vf, vlan, machine)
                        select * from unnest(cast(:owners as uuid[]), :functions, :addresses, :vfs, :vlans,
                                             cast(:machines as uuid[]))
                        on conflict (node_id, function, address) do update
                        set vf = excluded.vf, vlan = excluded.vlan, machine = excluded.machine
                        where (w.vf, w.vlan, w.machine) is distinct from (excluded.vf, excluded.vlan, excluded.machine)
                        """)
                .params(rows)
                .update();
    }

    private void markMoved(UUID[] nodes) {
        jdbc.sql(
                        """
                        update shared_address s set moved = true
                        where not s.moved and exists (
                            select from wire_address w where w.address = s.address and w.node_id = any(:nodes))
                        """)
                .param("nodes", nodes)
                .update();
    }

    /// Less and greater rather than unequal: one look at the index each, however many share it.
    private void share(UUID[] nodes) {
        jdbc.sql(
                        """
                        insert into shared_address (address)
                        select distinct w.address from wire_address w
                        where w.node_id = any(:nodes)
                          and (exists (select from wire_address o where o.address = w.address and o.machine < w.machine)
                               or exists (select from wire_address o where o.address = w.address and o.machine > w.machine))
                        on conflict (address) do nothing
                        """)
                .param("nodes", nodes)
                .update();
    }

    /// Whether [#settle] would find something.
    boolean unsettled() {
        boolean shared =
                jdbc.sql("select exists (select from shared_address)")
                        .query(Boolean.class)
                        .single();
        return shared
                && jdbc.sql(
                                FOUND
                                        + "select exists (select from found where moved or now_elsewhere <> elsewhere)"
                                        + " or exists (select from shared_address where moved)")
                        .query(Boolean.class)
                        .single();
    }

    /// Writes down what is alive on two nodes now; answers whom this concerns.
    List<UUID> settle() {
        lock();
        List<UUID> concerned =
                jdbc.sql(
                                FOUND
                                        + """
                                        , news as (select distinct address from found
                                                   where moved or now_elsewhere <> elsewhere),
                                        written as (
                                            update wire_address w set elsewhere = f.now_elsewhere
                                            from found f
                                            where f.now_elsewhere <> f.elsewhere and w.node_id = f.node_id
                                              and w.function = f.function and w.address = f.address)
                                        select distinct f.node_id from found f join news on news.address = f.address
                                        where f.elsewhere or f.now_elsewhere
                                        """)
                        .query((row, number) -> row.getObject(1, UUID.class))
                        .list();
        jdbc.sql("update shared_address set moved = false where moved").update();
        jdbc.sql(
                        """
                        delete from shared_address s
                        where not exists (
                            select from wire_address a join wire_address b on b.address = a.address and b.machine > a.machine
                            where a.address = s.address)
                          and not exists (select from wire_address w where w.address = s.address and w.elsewhere)
                        """)
                .update();
        return concerned;
    }

    /// Which addresses of a node are alive on others, and where.
    Map<String, List<Place>> elsewhere(UUID node) {
        return jdbc
                .sql(
                        """
                        select distinct w.address, o.hostname, o.function
                        from wire_address w
                                 cross join lateral (
                            select coalesce(n.hostname, cast(n.id as text)) as hostname, x.function
                            from wire_address x join node n on n.id = x.node_id
                            where x.address = w.address and x.elsewhere and x.machine <> w.machine
                              and (x.vlan = w.vlan or x.vlan = 0 or w.vlan = 0)
                            order by 1, 2 limit :named) o
                        where w.node_id = :node and w.elsewhere
                        order by 1, 2, 3
                        """)
                .param("node", node)
                .param("named", NAMED)
                .query((row, number) ->
                        Map.entry(
                                row.getString("address"),
                                new Place(row.getString("hostname"), row.getString("function"))))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Map.Entry::getKey,
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private void lock() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((row, number) -> "")
                .list();
    }
}
