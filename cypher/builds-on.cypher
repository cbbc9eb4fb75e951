// Who builds on a method: which papers use it, and what do they introduce?
//
// $method string: name, alias or id of the method
// $limit int = 100: most rows
//
// -> paper, title, date, introduces, id, sentence
WITH toLower($method) AS wanted
MATCH (m:Method {kg: $kg})
WHERE toLower(m.name) = wanted OR m.id = wanted OR any(a IN m.aliases WHERE toLower(a) = wanted)
MATCH (m)<-[u:USES]-(p:Paper)
OPTIONAL MATCH (p)-[:INTRODUCES]->(n:Method|Dataset|Metric)
RETURN p.id AS paper,
       p.title AS title,
       p.date AS date,
       n.name AS introduces,
       n.id AS id,
       u.sentence AS sentence
ORDER BY date IS NULL, date DESC, paper, id, m.id
LIMIT $limit
