// What does a paper introduce, use, compare with and evaluate on?
//
// $paper string: id or title of the paper, or a part of it (the first title that has it)
//
// -> paper, title, role, name, id, score, support, sentence
WITH toLower($paper) AS wanted
MATCH (p:Paper {kg: $kg})
WHERE p.read AND (toLower(p.id) = wanted OR toLower(p.title) CONTAINS wanted)
WITH p, CASE WHEN wanted IN [toLower(p.id), toLower(p.title)] THEN 0 ELSE 1 END AS part
ORDER BY part, p.title, p.id
LIMIT 1
MATCH (p)-[e]->(n:Method|Dataset|Metric|Task|Organization)
WITH p, e, n,
     CASE type(e)
       WHEN 'INTRODUCES' THEN 1
       WHEN 'USES' THEN 2
       WHEN 'COMPARES_WITH' THEN 3
       WHEN 'EVALUATES_ON' THEN 4
       WHEN 'TRAINS_ON' THEN 5
       WHEN 'REPORTS' THEN 6
       WHEN 'ADDRESSES' THEN 7
       WHEN 'MENTIONS' THEN 8
       ELSE 9
     END AS place
RETURN p.id AS paper,
       p.title AS title,
       type(e) AS role,
       n.name AS name,
       n.id AS id,
       e.score AS score,
       e.support AS support,
       e.sentence AS sentence
ORDER BY place, id
