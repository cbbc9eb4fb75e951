// What results are stated for a dataset and a metric, best first?
//
// Values are ranked only among those of one metric and unit; those without a number come
// last. Say best=lowest where less is better (error, perplexity, latency).
//
// $dataset string: name, alias or id of the dataset
// $metric string = null: name, alias or id of the metric
// $best highest|lowest = highest: which end is best
// $limit int = 100: most rows
//
// -> dataset, metric, unit, value, raw, method, paper, title, date, sentence
WITH toLower($dataset) AS wanted, toLower(coalesce($metric, '')) AS metric, $best AS best
MATCH (d:Dataset {kg: $kg})
WHERE toLower(d.name) = wanted OR d.id = wanted OR any(a IN d.aliases WHERE toLower(a) = wanted)
MATCH (d)<-[:`ON`]-(r:Result)<-[s:STATES]-(p:Paper)
OPTIONAL MATCH (r)-[:MEASURES]->(x:Metric)
WITH d, r, s, p, x, metric, best
WHERE metric = '' OR toLower(x.name) = metric OR x.id = metric
   OR any(a IN x.aliases WHERE toLower(a) = metric)
OPTIONAL MATCH (r)-[:OF]->(m:Method)
WITH d, r, s, p, x, m, CASE best WHEN 'lowest' THEN r.value ELSE 0.0 - r.value END AS place
RETURN d.name AS dataset,
       x.name AS metric,
       r.unit AS unit,
       r.value AS value,
       r.raw AS raw,
       m.name AS method,
       p.id AS paper,
       p.title AS title,
       p.date AS date,
       s.sentence AS sentence
ORDER BY d.id, x.id IS NULL, x.id, unit IS NULL, unit, place IS NULL, place, paper, r.id
LIMIT $limit
