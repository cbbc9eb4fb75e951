// What do other papers share with this one, and in which roles?
//
// A row is a thing that both papers introduce, use, compare with, test or train on,
// report, address or cite: role is the edge of the paper that was asked for, other_role that of the
// other one, and papers counts all papers that have the thing.
//
// $paper string: id or title of the paper, or a part of it (the first title that has it)
// $limit int = 100000: most rows
//
// -> paper, thing, thing_id, papers, role, other_role
WITH toLower($paper) AS wanted
MATCH (p:Paper {kg: $kg})
WHERE p.read AND (toLower(p.id) = wanted OR toLower(p.title) CONTAINS wanted)
WITH p, CASE WHEN wanted IN [toLower(p.id), toLower(p.title)] THEN 0 ELSE 1 END AS part
ORDER BY part, p.title, p.id
LIMIT 1
MATCH (p)-[e:INTRODUCES|USES|COMPARES_WITH|EVALUATES_ON|TRAINS_ON|REPORTS|ADDRESSES|CITES]->(n)
WITH p, n, min(type(e)) AS role
MATCH (x:Paper)-[:INTRODUCES|USES|COMPARES_WITH|EVALUATES_ON|TRAINS_ON|REPORTS|ADDRESSES|CITES]->(n)
WITH p, n, role, count(DISTINCT x.id) AS papers
MATCH (q:Paper)
  -[f:INTRODUCES|USES|COMPARES_WITH|EVALUATES_ON|TRAINS_ON|REPORTS|ADDRESSES|CITES]->(n)
RETURN q.id AS paper,
       n.name AS thing,
       n.id AS thing_id,
       papers,
       role,
       min(type(f)) AS other_role
ORDER BY thing_id, paper
LIMIT $limit
