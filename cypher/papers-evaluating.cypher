// Which papers evaluate a method, on a dataset, with a metric?
//
// Give any of the three; null means any. A row is 'full' where one result that the text
// states binds all that was asked, and 'partial' where the paper has it all, but the text
// binds only some of it to a number, or names no number. A pair that the results of a paper
// contradict is never a row: with A tested on D1 and B on D2, nobody tested A on D2. The
// method that was asked for may be the baseline of a row.
// sentence is where the number stands; also, on partial rows, where the paper speaks of what
// the number leaves open.
//
// $method string = null: name, alias or id of the method
// $dataset string = null: name, alias or id of the dataset
// $metric string = null: name, alias or id of the metric
// $since date = null: only papers of this day or later
// $limit int = 100: most rows
//
// -> paper, title, date, binding, method, dataset, metric, value, baseline, baseline_value
// -> sentence, also
WITH toLower(coalesce($method, '')) AS method,
     toLower(coalesce($dataset, '')) AS dataset,
     toLower(coalesce($metric, '')) AS metric,
     coalesce($since, '') AS since

// What was asked for, and the papers that are linked with all of it. The first four letters
// of an id tell a method from a dataset and a metric.
MATCH (n:Method|Dataset|Metric {kg: $kg})
WITH since, method, dataset, metric, n, left(n.id, 4) AS slot,
     CASE left(n.id, 4) WHEN 'meth' THEN method WHEN 'data' THEN dataset ELSE metric END AS wanted
WHERE toLower(n.name) = wanted OR n.id = wanted OR any(a IN n.aliases WHERE toLower(a) = wanted)
MATCH (p:Paper)-[e:INTRODUCES|USES|COMPARES_WITH|EVALUATES_ON|TRAINS_ON|REPORTS|MENTIONS]->(n)
WHERE since = '' OR p.date >= since
WITH p, dataset,
     CASE method WHEN '' THEN 0 ELSE 1 END
       + CASE dataset WHEN '' THEN 0 ELSE 1 END
       + CASE metric WHEN '' THEN 0 ELSE 1 END AS slots,
     collect(DISTINCT slot) AS asked,
     collect(DISTINCT n.id) AS ids,
     count(DISTINCT slot) AS linked,
     count(DISTINCT CASE WHEN NOT type(e) IN ['MENTIONS', 'TRAINS_ON'] THEN slot END) AS tested,
     min(CASE slot WHEN 'meth' THEN n.name END) AS its_method,
     min(CASE slot WHEN 'data' THEN n.name END) AS its_dataset,
     min(CASE slot WHEN 'metr' THEN n.name END) AS its_metric,
     min(CASE slot WHEN 'meth' THEN e.sentence END) AS of_method,
     min(CASE slot WHEN 'data' THEN e.sentence END) AS of_dataset,
     min(CASE slot WHEN 'metr' THEN e.sentence END) AS of_metric
WHERE linked = slots

// Its results that bind something of it and contradict none of it.
OPTIONAL MATCH (p)-[s:STATES]->(r:Result)
WHERE EXISTS { MATCH (r)-[:OF|`ON`|MEASURES|AGAINST]->(b) WHERE b.id IN ids }
  AND NOT EXISTS {
    MATCH (r)-[:`ON`|MEASURES]->(b) WHERE left(b.id, 4) IN asked AND NOT b.id IN ids
  }
  AND (
    EXISTS { MATCH (r)-[:OF|AGAINST]->(b) WHERE b.id IN ids }
    OR NOT EXISTS { MATCH (r)-[:OF]->(b) WHERE left(b.id, 4) IN asked }
  )
WITH p, dataset, slots, ids, tested, its_method, its_dataset, its_metric, of_method, of_dataset,
     of_metric, s, r
// Without such a result the roles of the links must say that it was tested.
WHERE r IS NOT NULL
   OR tested = slots
      AND (dataset <> '' OR EXISTS { MATCH (p)-[:EVALUATES_ON]->(:Dataset) })
      AND NOT EXISTS {
        MATCH (p)-[:STATES]->(:Result)-[:`ON`|MEASURES]->(b) WHERE b.id IN ids
      }
OPTIONAL MATCH (r)-[:OF]->(m:Method)
OPTIONAL MATCH (r)-[:`ON`]->(d:Dataset)
OPTIONAL MATCH (r)-[:MEASURES]->(x:Metric)
OPTIONAL MATCH (r)-[against:AGAINST]->(b:Method)
WITH p, s, r, m, d, x, b, against, its_method, its_dataset, its_metric,
     coalesce(b.id IN ids, false) AS as_baseline,
     CASE WHEN m.id IN ids OR b.id IN ids THEN NULL ELSE of_method END AS open_method,
     CASE WHEN d.id IN ids THEN NULL ELSE of_dataset END AS open_dataset,
     CASE WHEN x.id IN ids THEN NULL ELSE of_metric END AS open_metric
WITH p, s, r, m, d, x, b, against, its_method, its_dataset, its_metric, as_baseline,
     coalesce(open_method, open_dataset, open_metric) AS link,
     coalesce(open_dataset, open_metric) AS second_link,
     open_metric AS third_link
RETURN p.id AS paper,
       p.title AS title,
       p.date AS date,
       CASE WHEN link IS NULL THEN 'full' ELSE 'partial' END AS binding,
       CASE WHEN as_baseline THEN m.name ELSE coalesce(m.name, its_method) END AS method,
       coalesce(d.name, its_dataset) AS dataset,
       coalesce(x.name, its_metric) AS metric,
       r.raw AS value,
       b.name AS baseline,
       against.raw AS baseline_value,
       s.sentence AS sentence,
       CASE
         WHEN link IS NOT NULL
         THEN link
           + CASE WHEN second_link <> link THEN ' ' + second_link ELSE '' END
           + CASE
               WHEN third_link <> link AND third_link <> second_link THEN ' ' + third_link
               ELSE ''
             END
       END AS also
ORDER BY binding, date IS NULL, date DESC, paper, r.id
LIMIT $limit
