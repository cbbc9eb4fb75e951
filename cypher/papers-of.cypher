// Which papers did an author write, and with whom?
//
// A name finds every author of that name: each ORCID is one person, and the one without an ORCID is
// the name alone, which may be several people.
//
// $author author: name, ORCID id (author/0000-0002-1825-0097) or other spelling of the author
// $limit int = 200: most rows
//
// -> paper, title, date, author, id, orcid, authors
UNWIND $author AS one
MATCH (a:Author {kg: $kg, id: one})-[:WROTE]->(p:Paper)
RETURN p.id AS paper,
       p.title AS title,
       p.date AS date,
       a.name AS author,
       a.id AS id,
       a.orcid AS orcid,
       p.authors AS authors
ORDER BY date IS NULL, date DESC, id, paper
LIMIT $limit
