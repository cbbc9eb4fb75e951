// What does a method build on, and what builds on it, as the papers that introduce say?
//
// A paper that introduces one method and uses another builds the one on the other. towards is
// 'up' for what the method builds on, and 'down' for what builds on it.
//
// $method string: name, alias or id of the method
// $limit int = 200: most rows
//
// -> towards, other, other_id, method, method_id, paper, title, date, confidence, sentence
WITH toLower($method) AS wanted
MATCH (m:Method {kg: $kg})
WHERE toLower(m.name) = wanted OR m.id = wanted OR any(a IN m.aliases WHERE toLower(a) = wanted)
MATCH (m)<-[e:INTRODUCES|USES]-(p:Paper)-[f:INTRODUCES|USES]->(o:Method)
WHERE type(e) <> type(f) AND o.id <> m.id
RETURN CASE type(e) WHEN 'INTRODUCES' THEN 'up' ELSE 'down' END AS towards,
       o.name AS other,
       o.id AS other_id,
       m.name AS method,
       m.id AS method_id,
       p.id AS paper,
       p.title AS title,
       p.date AS date,
       CASE type(f) WHEN 'USES' THEN f.confidence ELSE e.confidence END AS confidence,
       CASE type(f) WHEN 'USES' THEN f.sentence ELSE e.sentence END AS sentence
ORDER BY towards DESC, date IS NULL, date DESC, paper, other_id, m.id
LIMIT $limit
