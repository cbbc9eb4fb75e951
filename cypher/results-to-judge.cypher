// Which results has no person judged yet?
//
// A row is a result with its slots and its sentence; `kg unsure --results` orders them by what a
// judgement of each is worth.
//
// $limit int = 1000000: most rows
//
// -> id, method, dataset, metric, task, baseline, value, number, unit, kind, higher_is_better
// -> confidence, paper, title, date, sentence
MATCH (p:Paper {kg: $kg})-[s:STATES]->(r:Result)
WHERE r.judged_by IS NULL
OPTIONAL MATCH (r)-[:OF]->(m:Method)
OPTIONAL MATCH (r)-[:`ON`]->(d:Dataset)
OPTIONAL MATCH (r)-[:MEASURES]->(x:Metric)
OPTIONAL MATCH (r)-[:`FOR`]->(t:Task)
OPTIONAL MATCH (r)-[:AGAINST]->(b:Method)
RETURN r.id AS id,
       m.name AS method,
       d.name AS dataset,
       x.name AS metric,
       t.name AS task,
       b.name AS baseline,
       r.raw AS value,
       r.value AS number,
       r.unit AS unit,
       r.kind AS kind,
       r.higher_is_better AS higher_is_better,
       r.confidence AS confidence,
       p.id AS paper,
       p.title AS title,
       p.date AS date,
       s.sentence AS sentence
ORDER BY id
LIMIT $limit
