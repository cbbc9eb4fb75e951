// What is new since a day: which papers, and what do they introduce?
//
// A paper without a date is never new, nor one that is cited and was not read.
//
// $since date: first day that counts
// $limit int = 200: most rows
//
// -> date, paper, title, introduces, id, sentence
MATCH (p:Paper {kg: $kg})
WHERE p.read AND p.date >= $since
OPTIONAL MATCH (p)-[e:INTRODUCES]->(n:Method|Dataset|Metric)
RETURN p.date AS date,
       p.id AS paper,
       p.title AS title,
       n.name AS introduces,
       n.id AS id,
       e.sentence AS sentence
ORDER BY date DESC, paper, id
LIMIT $limit
