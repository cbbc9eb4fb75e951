// Who builds on a method: which papers use it, and what do they introduce?
//
// relation is PART_OF or KIND_OF where the paper says that the method is a part of what it
// introduces, or that this is a kind of the method; sentence is then the one that says so.
//
// $method method: name, alias or id of the method
// $limit int = 100: most rows
//
// -> paper, title, date, introduces, id, relation, sentence
UNWIND $method AS one
MATCH (m:Method {kg: $kg, id: one})
MATCH (m)<-[u:USES]-(p:Paper)
OPTIONAL MATCH (p)-[:INTRODUCES]->(n:Method|Dataset|Metric)
OPTIONAL MATCH (m)-[whole:PART_OF]->(n)
WHERE whole.paper = p.id
OPTIONAL MATCH (m)<-[kind:KIND_OF]-(n)
WHERE kind.paper = p.id
RETURN p.id AS paper,
       p.title AS title,
       p.date AS date,
       n.name AS introduces,
       n.id AS id,
       CASE
         WHEN whole.paper IS NOT NULL THEN 'PART_OF'
         WHEN kind.paper IS NOT NULL THEN 'KIND_OF'
       END AS relation,
       coalesce(whole.sentence, kind.sentence, u.sentence) AS sentence
ORDER BY date IS NULL, date DESC, paper, id, m.id
LIMIT $limit
