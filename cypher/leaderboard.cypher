// What values are stated for a dataset and a metric?
//
// A row is a value with its sentence: of the method that the result is of, and, where stands is
// 'baseline', of the method that it is set against. Rows of one dataset, metric and unit stand
// together, larger numbers first; `kg leaderboard` ranks those that can be compared.
//
// $dataset string: name, alias or id of the dataset
// $metric string = null: name, alias or id of the metric
// $variants no|yes = no: whether variants of the dataset count too
// $limit int = 1000: most rows
//
// -> dataset, dataset_id, metric, metric_id, unit, kind, higher_is_better, stands, method, value
// -> number, paper, title, date, confidence, sentence, result
WITH toLower($dataset) AS wanted, toLower(coalesce($metric, '')) AS metric, $variants AS variants
MATCH (d:Dataset {kg: $kg})
WHERE toLower(d.name) = wanted OR d.id = wanted OR any(a IN d.aliases WHERE toLower(a) = wanted)
OPTIONAL MATCH (v:Dataset)-[:VARIANT_OF*1..3]->(d)
WHERE variants = 'yes'
UNWIND [d.id, v.id] AS one
WITH DISTINCT one, metric
WHERE one IS NOT NULL
MATCH (d:Dataset {kg: $kg})
WHERE d.id = one
MATCH (d)<-[:`ON`]-(r:Result)<-[s:STATES]-(p:Paper)
OPTIONAL MATCH (r)-[:MEASURES]->(x:Metric)
WITH d, r, s, p, x, metric
WHERE metric = '' OR toLower(x.name) = metric OR x.id = metric
   OR any(a IN x.aliases WHERE toLower(a) = metric)
OPTIONAL MATCH (r)-[:OF]->(m:Method)
OPTIONAL MATCH (r)-[:AGAINST]->(b:Method)
UNWIND ['result', 'baseline'] AS stands
WITH d, r, s, p, x, m, b, stands
WHERE stands = 'result' OR r.kind = 'absolute' AND r.baseline_raw IS NOT NULL
RETURN d.name AS dataset,
       d.id AS dataset_id,
       x.name AS metric,
       x.id AS metric_id,
       r.unit AS unit,
       r.kind AS kind,
       r.higher_is_better AS higher_is_better,
       stands,
       CASE stands WHEN 'result' THEN m.name ELSE b.name END AS method,
       CASE stands WHEN 'result' THEN r.raw ELSE r.baseline_raw END AS value,
       CASE stands WHEN 'result' THEN r.value ELSE r.baseline END AS number,
       p.id AS paper,
       p.title AS title,
       p.date AS date,
       s.confidence AS confidence,
       s.sentence AS sentence,
       r.id AS result
ORDER BY dataset_id, metric_id IS NULL, metric_id, number IS NULL, number DESC, stands, r.id
LIMIT $limit
