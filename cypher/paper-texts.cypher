// Which papers were read, with their texts?
//
// $limit int = 1000000: most rows
//
// -> paper, title, date, abstract
MATCH (p:Paper {kg: $kg})
WHERE p.read
RETURN p.id AS paper, p.title AS title, p.date AS date, p.abstract AS abstract
ORDER BY paper
LIMIT $limit
