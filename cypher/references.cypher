// Which papers are there, by whom and of when?
//
// Papers that are known by being cited alone are among them.
//
// $limit int = 1000000: most rows
//
// -> paper, title, authors, date
MATCH (p:Paper {kg: $kg})
RETURN p.id AS paper,
       p.title AS title,
       p.authors AS authors,
       p.date AS date
ORDER BY paper
LIMIT $limit
