// Which methods does one paper report with the same metric on the same dataset?
//
// A row is two levels of one paper, in one unit and under the same conditions: that of the
// method, and that of the rival. Differences and relative changes are no levels.
//
// $method method: name, alias or id of one side
// $other method = null: name, alias or id of the other side
// $limit int = 100: most rows
//
// -> method, value, number, unit, kind, higher_is_better, baseline, baseline_value
// -> baseline_number, dataset, metric, paper, title, date, confidence, sentence
// -> method_id, baseline_id
UNWIND $method AS one
MATCH (m:Method {kg: $kg, id: one})<-[:OF]-(r:Result)
WHERE r.kind = 'absolute'
MATCH (r)-[:`ON`]->(d:Dataset)
MATCH (r)-[:MEASURES]->(x:Metric)
MATCH (r)<-[s:STATES]-(p:Paper)
WITH m, r, s, p, d, x
MATCH (p)-[:STATES]->(q:Result)
WHERE q.kind = 'absolute'
  AND coalesce(r.unit, '') = coalesce(q.unit, '')
  AND coalesce(r.conditions, ['']) = coalesce(q.conditions, [''])
WITH m, r, s, p, d, x, q
MATCH (q)-[:OF]->(b:Method)
WHERE b.id <> m.id AND (size($other) = 0 OR b.id IN $other)
  AND EXISTS { MATCH (q)-[:`ON`]->(e:Dataset) WHERE e.id = d.id }
  AND EXISTS { MATCH (q)-[:MEASURES]->(y:Metric) WHERE y.id = x.id }
RETURN m.name AS method,
       r.raw AS value,
       r.value AS number,
       r.unit AS unit,
       r.kind AS kind,
       r.higher_is_better AS higher_is_better,
       b.name AS baseline,
       q.raw AS baseline_value,
       q.value AS baseline_number,
       d.name AS dataset,
       x.name AS metric,
       p.id AS paper,
       p.title AS title,
       p.date AS date,
       s.confidence AS confidence,
       s.sentence AS sentence,
       m.id AS method_id,
       b.id AS baseline_id
ORDER BY date IS NULL, date DESC, paper, q.id, r.id
LIMIT $limit
