// Which organizations publish, how much, and how many methods of their own?
//
// $limit int = 50: most rows
//
// -> organization, id, papers, methods, first, latest
MATCH (o:Organization {kg: $kg})<-[:FROM]-(p:Paper)
OPTIONAL MATCH (p)-[:INTRODUCES]->(m:Method)
RETURN o.name AS organization,
       o.id AS id,
       count(DISTINCT p.id) AS papers,
       count(DISTINCT m.id) AS methods,
       min(p.date) AS first,
       max(p.date) AS latest
ORDER BY papers DESC, id
LIMIT $limit
