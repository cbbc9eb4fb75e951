// Who wrote the most papers?
//
// An author without an ORCID is a name, which may be that of several people.
//
// $category category = null: only papers in this category
// $limit int = 50: most rows
//
// -> author, id, orcid, papers, first, latest
MATCH (a:Author {kg: $kg})-[:WROTE]->(p:Paper)
WHERE size($category) = 0 OR EXISTS { MATCH (p)-[:`IN`]->(c:Category) WHERE c.id IN $category }
RETURN a.name AS author,
       a.id AS id,
       a.orcid AS orcid,
       count(DISTINCT p.id) AS papers,
       min(p.date) AS first,
       max(p.date) AS latest
ORDER BY papers DESC, id
LIMIT $limit
