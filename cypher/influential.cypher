// Which papers do most papers of the graph cite?
//
// citing counts the papers that cite it, times the places where they do; read is false of a paper
// that is known by being cited alone.
//
// $limit int = 50: most rows
//
// -> paper, title, date, citing, times, read
MATCH (p:Paper {kg: $kg})<-[c:CITES]-(q:Paper)
RETURN p.id AS paper,
       p.title AS title,
       p.date AS date,
       count(DISTINCT q.id) AS citing,
       sum(c.support) AS times,
       p.read AS read
ORDER BY citing DESC, times DESC, paper
LIMIT $limit
