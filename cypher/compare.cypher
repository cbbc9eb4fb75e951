// Which numbers set a method against another?
//
// Only results whose sentence gives the rival too; a rival without a number has a null there.
//
// $method method: name, alias or id of one side
// $other method = null: name, alias or id of the other side
// $limit int = 100: most rows
//
// -> method, value, number, unit, kind, higher_is_better, baseline, baseline_value
// -> baseline_number, dataset, metric, paper, title, date, confidence, sentence
// -> method_id, baseline_id
UNWIND $method AS one
MATCH (n:Method {kg: $kg, id: one})
MATCH (n)<-[:OF|AGAINST]-(r:Result)-[:OF|AGAINST]->(o:Method)
WHERE o.id <> n.id AND (size($other) = 0 OR o.id IN $other)
WITH DISTINCT r
MATCH (r)<-[s:STATES]-(p:Paper)
MATCH (r)-[:OF]->(m:Method)
MATCH (r)-[against:AGAINST]->(b:Method)
OPTIONAL MATCH (r)-[:`ON`]->(d:Dataset)
OPTIONAL MATCH (r)-[:MEASURES]->(x:Metric)
RETURN m.name AS method,
       r.raw AS value,
       r.value AS number,
       r.unit AS unit,
       r.kind AS kind,
       r.higher_is_better AS higher_is_better,
       b.name AS baseline,
       coalesce(r.baseline_raw, against.raw) AS baseline_value,
       r.baseline AS baseline_number,
       d.name AS dataset,
       x.name AS metric,
       p.id AS paper,
       p.title AS title,
       p.date AS date,
       s.confidence AS confidence,
       s.sentence AS sentence,
       m.id AS method_id,
       b.id AS baseline_id
ORDER BY date IS NULL, date DESC, paper, r.id
LIMIT $limit
