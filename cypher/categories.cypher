// Which categories are there, and how many papers are in each?
//
// $limit int = 200: most rows
//
// -> category, id, papers, first, latest
MATCH (c:Category {kg: $kg})<-[:`IN`]-(p:Paper)
RETURN c.name AS category,
       c.id AS id,
       count(DISTINCT p.id) AS papers,
       min(p.date) AS first,
       max(p.date) AS latest
ORDER BY papers DESC, id
LIMIT $limit
