// What values are stated for these datasets or metrics?
//
// A row is a value with its sentence: of the method that the result is of, and, where stands is
// 'baseline', of the method that it is set against. compared is true of a method that the paper
// only compares with; field is the table that it stands in, null for title and abstract. Rows of
// one dataset, metric and unit stand together, larger numbers first; `kg leaderboard` ranks those
// that can be compared.
//
// $ids ids: ids of datasets or metrics
// $limit int = 1000: most rows
//
// -> dataset, dataset_id, dataset_aliases, metric, metric_id, unit, kind, higher_is_better
// -> stands, compared, method, method_id, method_aliases, value, number, deviation
// -> interval_low, interval_high, conditions
// -> paper, title, date, confidence, judged_by, sentence, field, result
UNWIND $ids AS one
MATCH (n:Dataset|Metric {kg: $kg, id: one})<-[:`ON`|MEASURES]-(r:Result)
WITH DISTINCT r
MATCH (d:Dataset)<-[:`ON`]-(r)<-[s:STATES]-(p:Paper)
OPTIONAL MATCH (r)-[:MEASURES]->(x:Metric)
OPTIONAL MATCH (r)-[:OF]->(m:Method)
OPTIONAL MATCH (r)-[:AGAINST]->(b:Method)
UNWIND ['result', 'baseline'] AS stands
WITH d, r, s, p, x, stands,
     CASE stands WHEN 'result' THEN m.name ELSE b.name END AS method,
     CASE stands WHEN 'result' THEN m.id ELSE b.id END AS method_id,
     CASE stands WHEN 'result' THEN m.aliases ELSE b.aliases END AS method_aliases
WHERE stands = 'result' OR r.kind = 'absolute' AND r.baseline_raw IS NOT NULL
OPTIONAL MATCH (p)-[c:COMPARES_WITH]->(o:Method)
WHERE o.id = method_id
RETURN d.name AS dataset,
       d.id AS dataset_id,
       d.aliases AS dataset_aliases,
       x.name AS metric,
       x.id AS metric_id,
       r.unit AS unit,
       r.kind AS kind,
       r.higher_is_better AS higher_is_better,
       stands,
       CASE
         WHEN stands = 'result' AND r.is_own IS NOT NULL THEN NOT r.is_own
         ELSE c.paper IS NOT NULL
       END AS compared,
       method,
       method_id,
       method_aliases,
       CASE stands WHEN 'result' THEN r.raw ELSE r.baseline_raw END AS value,
       CASE stands WHEN 'result' THEN r.value ELSE r.baseline END AS number,
       CASE stands WHEN 'result' THEN r.deviation END AS deviation,
       CASE stands WHEN 'result' THEN r.interval_low END AS interval_low,
       CASE stands WHEN 'result' THEN r.interval_high END AS interval_high,
       r.conditions AS conditions,
       p.id AS paper,
       p.title AS title,
       p.date AS date,
       s.confidence AS confidence,
       r.judged_by AS judged_by,
       s.sentence AS sentence,
       r.field AS field,
       r.id AS result
ORDER BY dataset_id, metric_id IS NULL, metric_id, number IS NULL, number DESC, stands, r.id
LIMIT $limit
