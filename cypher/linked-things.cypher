// What are these papers linked with, and in which role?
//
// $papers ids: ids of papers
// $limit int = 1000000: most rows
//
// -> paper, role, id, name, score
UNWIND $papers AS one
MATCH (p:Paper {kg: $kg, id: one})-[e]->(n:Method|Dataset|Metric|Task)
RETURN p.id AS paper,
       type(e) AS role,
       n.id AS id,
       n.name AS name,
       e.score AS score
ORDER BY paper, role, score DESC, id
LIMIT $limit
