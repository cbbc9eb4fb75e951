// Which datasets are used most, and for what?
//
// A paper counts once for each of the three uses, and once in papers.
//
// $task task = null: only in papers on this task (name, alias or id)
// $limit int = 50: most rows
//
// -> dataset, id, papers, evaluated, trained, introduced
MATCH (p:Paper {kg: $kg})-[e:EVALUATES_ON|TRAINS_ON|INTRODUCES]->(d:Dataset)
WHERE size($task) = 0 OR EXISTS { MATCH (p)-[:ADDRESSES]->(t:Task) WHERE t.id IN $task }
RETURN d.name AS dataset,
       d.id AS id,
       count(DISTINCT p.id) AS papers,
       count(DISTINCT CASE type(e) WHEN 'EVALUATES_ON' THEN p.id END) AS evaluated,
       count(DISTINCT CASE type(e) WHEN 'TRAINS_ON' THEN p.id END) AS trained,
       count(DISTINCT CASE type(e) WHEN 'INTRODUCES' THEN p.id END) AS introduced
ORDER BY papers DESC, id
LIMIT $limit
