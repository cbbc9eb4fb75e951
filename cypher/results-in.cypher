// Which results do these papers state, and what does each bind?
//
// A row is a result, or one for each of the methods that it is set against. The second step of
// `kg find`.
//
// $papers ids: ids of papers
// $limit int = 1000000: most rows
//
// -> paper, result, method, method_id, dataset, dataset_id, metric, metric_id, task, task_id
// -> baseline, baseline_id, baseline_value, value, number, unit, kind, confidence, judged_by
// -> sentence
UNWIND $papers AS one
MATCH (p:Paper {kg: $kg, id: one})-[s:STATES]->(r:Result)
OPTIONAL MATCH (r)-[:OF]->(m:Method)
OPTIONAL MATCH (r)-[:`ON`]->(d:Dataset)
OPTIONAL MATCH (r)-[:MEASURES]->(x:Metric)
OPTIONAL MATCH (r)-[:`FOR`]->(t:Task)
OPTIONAL MATCH (r)-[a:AGAINST]->(b:Method)
RETURN p.id AS paper,
       r.id AS result,
       m.name AS method,
       m.id AS method_id,
       d.name AS dataset,
       d.id AS dataset_id,
       x.name AS metric,
       x.id AS metric_id,
       t.name AS task,
       t.id AS task_id,
       b.name AS baseline,
       b.id AS baseline_id,
       a.raw AS baseline_value,
       r.raw AS value,
       r.value AS number,
       r.unit AS unit,
       r.kind AS kind,
       s.confidence AS confidence,
       r.judged_by AS judged_by,
       s.sentence AS sentence
ORDER BY paper, result, baseline_id IS NULL, baseline_id
LIMIT $limit
