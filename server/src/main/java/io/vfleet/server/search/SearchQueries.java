package io.vfleet.server.search;

import io.vfleet.server.search.Hit.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Looks in the tables, by an index or in one that is small.
@Repository
class SearchQueries {

    private static final String NODES =
            """
            select n.id, n.hostname, n.status, n.verdict, n.verdict_link, n.labels ->> 'site' as site,
                   n.labels ->> 'rack' as rack
            from fleet_node n
            where n.id in (select id from node
                           where %s
                           order by not starts_with(lower(hostname), :text), hostname, id limit :limit)
            order by not starts_with(lower(n.hostname), :text), n.hostname, n.id
            """;

    private static final String PFS =
            """
            select x.node_id, n.hostname, x.address, x.netdev, x.mac, x.driver
            from physical_function x join node n on n.id = x.node_id
            where exists (select from unnest(:addresses) begins where starts_with(x.address, begins))
               or x.mac like :mac or x.netdev like :netdev
            order by x.address, n.hostname, x.node_id limit :limit
            """;

    // every part stops at the limit by itself: an address may be that of a VF on every node
    private static final String VFS =
            """
            select x.node_id, n.hostname, x.address, x.pf_address, x.netdev, x.mac, x.admin_mac, x.pod
            from (select distinct node_id, address from (
                      (select v.node_id, v.address
                       from unnest(:addresses) begins cross join lateral (
                           -- `like` with a pattern that is no constant would not use the index
                           select node_id, address from virtual_function
                           where address ~>=~ begins and address ~<~ (begins || '~') limit :limit) v)
                      union all
                      (select node_id, address from virtual_function where mac like :mac limit :limit)
                      union all
                      (select node_id, address from virtual_function where admin_mac like :mac limit :limit)
                      union all
                      (select node_id, address from virtual_function
                       where netdev is not null and netdev like :netdev limit :limit)) found limit :limit) f
                     join virtual_function x using (node_id, address)
                     join node n on n.id = x.node_id
            order by x.address, n.hostname, x.node_id
            """;

    private static final String PODS =
            """
            select x.node_id, n.hostname, x.pod, count(*) as vfs
            from (select node_id, address from (
                      (select node_id, address from virtual_function
                       where pod is not null and pod like :pod limit :enough)
                      union
                      (select node_id, address from virtual_function
                       where pod is not null and split_part(pod, '/', 2) like :pod limit :enough)) found) f
                     join virtual_function x using (node_id, address)
                     join node n on n.id = x.node_id
            group by x.node_id, n.hostname, x.pod
            order by x.pod, n.hostname limit :limit
            """;

    /// a pod may hold a few VFs, each of which is a row
    private static final int ROWS_A_POD = 16;

    private static final String NOTHING = "";

    private final JdbcClient jdbc;

    SearchQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Hit> nodes(Term term, int limit) {
        Optional<Term.Ids> ids = term.ids();
        String where =
                ids.isPresent()
                        ? "id between :first and :last or position(:text in lower(hostname)) > 0"
                        : "position(:text in lower(hostname)) > 0";
        return jdbc.sql(NODES.formatted(where))
                .param("text", term.text())
                .param("first", ids.map(Term.Ids::first).orElse(null))
                .param("last", ids.map(Term.Ids::last).orElse(null))
                .param("limit", limit)
                .query(SearchQueries::node)
                .list();
    }

    List<Hit> physicalFunctions(Term term, int limit) {
        return functions(PFS, term, limit, SearchQueries::pf);
    }

    List<Hit> virtualFunctions(Term term, int limit) {
        return functions(VFS, term, limit, SearchQueries::vf);
    }

    private List<Hit> functions(String sql, Term term, int limit, RowMapper<Hit> row) {
        return jdbc.sql(sql)
                .param("addresses", addresses(term.address()))
                .param("mac", term.mac().map(Term::beginning).orElse(NOTHING))
                .param("netdev", Term.beginning(term.text()))
                .param("limit", limit)
                .query(row)
                .list();
    }

    /// What the address may begin with: in every domain there is, where none was typed.
    private String[] addresses(Optional<Term.Address> typed) {
        return typed.stream()
                .flatMap(address ->
                        address.domain()
                                .map(Stream::of)
                                .orElseGet(this::domains)
                                .map(domain -> domain + ":" + address.rest()))
                .toArray(String[]::new);
    }

    private Stream<String> domains() {
        return jdbc
                .sql("select distinct split_part(address, ':', 1) from physical_function")
                .query((row, number) -> row.getString(1))
                .list()
                .stream();
    }

    List<Hit> pods(Term term, int limit) {
        return jdbc.sql(PODS)
                .param("pod", Term.beginning(term.text()))
                .param("enough", limit * ROWS_A_POD)
                .param("limit", limit)
                .query((row, number) ->
                        on(
                                row,
                                Kind.pod,
                                row.getString("pod"),
                                row.getString("hostname") + " · VFs: " + row.getInt("vfs"),
                                Optional.empty()))
                .list();
    }

    List<Hit> operations(Term.Ids ids, int limit) {
        return jdbc.sql(
                        """
                        select o.id, o.kind, o.state, o.node_id, n.hostname, o.pf_address
                        from operation o join node n on n.id = o.node_id
                        where o.id between :first and :last
                        order by o.id limit :limit
                        """)
                .param("first", ids.first())
                .param("last", ids.last())
                .param("limit", limit)
                .query((row, number) ->
                        new Hit(
                                Kind.operation,
                                row.getString("kind") + " " + row.getString("state"),
                                joined(row, "hostname", "pf_address"),
                                Optional.of(row.getObject("node_id", UUID.class)),
                                Optional.of(row.getString("hostname")),
                                Optional.ofNullable(row.getString("pf_address")),
                                Optional.of(row.getString("id"))))
                .list();
    }

    private static Hit node(ResultSet row, int number) throws SQLException {
        return new Hit(
                Kind.node,
                row.getString("hostname"),
                joined(row, "status", "verdict", "verdict_link", "site", "rack"),
                Optional.of(row.getObject("id", UUID.class)),
                Optional.of(row.getString("hostname")),
                Optional.empty(),
                Optional.empty());
    }

    private static Hit pf(ResultSet row, int number) throws SQLException {
        String address = row.getString("address");
        return on(
                row,
                Kind.pf,
                address,
                joined(row, "hostname", "netdev", "mac", "driver"),
                Optional.of(address));
    }

    private static Hit vf(ResultSet row, int number) throws SQLException {
        String address = row.getString("address");
        return on(
                row,
                Kind.vf,
                address,
                joined(row, "hostname", "pf_address", "netdev", "mac", "admin_mac", "pod"),
                Optional.of(address));
    }

    private static Hit on(
            ResultSet row, Kind kind, String title, String subtitle, Optional<String> address)
            throws SQLException {
        return new Hit(
                kind,
                title,
                subtitle,
                Optional.of(row.getObject("node_id", UUID.class)),
                Optional.of(row.getString("hostname")),
                address,
                Optional.empty());
    }

    private static String joined(ResultSet row, String... columns) throws SQLException {
        var parts = Stream.<String>builder();
        for (String column : columns) {
            String value = row.getString(column);
            parts.add(value == null ? "" : value);
        }
        return parts.build()
                .filter(part -> !part.isEmpty())
                .distinct()
                .collect(Collectors.joining(" · "));
    }
}
