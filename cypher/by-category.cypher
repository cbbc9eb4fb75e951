// Which papers are in a category?
//
// $category category: name of the category, such as cs.LG
// $since date = null: only papers of this day or later
// $limit int = 200: most rows
//
// -> paper, title, date, category
UNWIND $category AS one
MATCH (c:Category {kg: $kg, id: one})<-[:`IN`]-(p:Paper)
WHERE coalesce(p.date, '') >= coalesce($since, '')
RETURN p.id AS paper, p.title AS title, p.date AS date, c.name AS category
ORDER BY date IS NULL, date DESC, paper
LIMIT $limit
