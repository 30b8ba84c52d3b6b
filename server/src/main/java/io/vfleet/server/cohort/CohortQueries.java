package io.vfleet.server.cohort;

import io.vfleet.server.cohort.Cohort.Having;
import io.vfleet.server.cohort.Cohort.Nodes;
import io.vfleet.server.cohort.Contrast.Trait;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Counts nodes that are online by their cards, by what they have, and by whether something is open
/// on them. One that could not be judged is not healthy.
@Repository
class CohortQueries {

    private static final String COMPARED =
            """
            with affected as materialized (
                select distinct node_id from finding where resolved_at is null and %s),
            seen as materialized (
                select n.id, t.hardware, t.traits, n.labels, n.kernel_release, n.system_vendor, n.product_name,
                       n.agent_version, a.node_id is not null as affected
                from fleet_node n
                         join node_traits t on t.node_id = n.id
                         left join affected a on a.node_id = n.id
                where n.status = 'ONLINE' and t.hardware <> ''
                  and (a.node_id is not null or n.verdict in ('OK', 'WARN', 'BROKEN')))
            """;

    private static final String NODES =
            """
            select hardware, count(*) filter (where affected) as affected,
                   count(*) filter (where not affected) as healthy
            from seen group by hardware having bool_or(affected)
            """;

    // a rare trait is no news, and racks and slots are many
    private static final String TRAITS =
            """
            , had as (
                select s.hardware, s.affected, e.key as trait, v.value
                from seen s, jsonb_each(s.traits) e, jsonb_array_elements_text(e.value) v
                union all
                select s.hardware, s.affected, 'labels.' || l.key, l.value
                from seen s, jsonb_each_text(s.labels) l
                union all
                select s.hardware, s.affected, f.trait, f.value
                from seen s, lateral (values ('kernelRelease', s.kernel_release), ('vendor', s.system_vendor),
                                             ('model', s.product_name), ('agentVersion', s.agent_version))
                    as f(trait, value)
                where f.value is not null),
            counted as (
                select hardware, trait, value, count(*) filter (where affected) as affected,
                       count(*) filter (where not affected) as healthy
                from had
                where hardware in (select hardware from seen group by hardware having bool_or(affected))
                group by hardware, trait, value)
            select *
            from (select c.*, sum(affected) over (partition by trait, value) as with_it from counted c) w
            where with_it >= :least
            """;

    private final JdbcClient jdbc;

    CohortQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Cohort ofSymptom(String symptom) {
        return cohort("symptom = :about and severity <> 'info'", symptom);
    }

    Cohort ofCheck(String check) {
        return cohort("check_id = :about", check);
    }

    private Cohort cohort(String findings, String about) {
        String compared = COMPARED.formatted(findings);
        return new Cohort(nodes(compared + NODES, about), traits(compared + TRAITS, about));
    }

    private List<Nodes> nodes(String sql, String about) {
        return jdbc.sql(sql)
                .param("about", about)
                .query((row, number) ->
                        new Nodes(
                                row.getString("hardware"),
                                row.getInt("affected"),
                                row.getInt("healthy")))
                .list();
    }

    private List<Having> traits(String sql, String about) {
        return jdbc.sql(sql)
                .param("about", about)
                .param("least", Cohort.LEAST)
                .query((row, number) ->
                        new Having(
                                row.getString("hardware"),
                                new Trait(row.getString("trait"), row.getString("value")),
                                row.getInt("affected"),
                                row.getInt("healthy")))
                .list();
    }
}
