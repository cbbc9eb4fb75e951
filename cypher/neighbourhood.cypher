// What is a name linked with, and which sentence says so?
//
// $name string: name, alias or id of an entity, or id or title of a paper
// $limit int = 200: most rows
//
// -> id, name, edge, neighbour, neighbour_name, paper, score, sentence
WITH toLower($name) AS wanted
MATCH (n:Method|Dataset|Metric|Task|Organization|Paper {kg: $kg})
WHERE toLower(n.name) = wanted OR toLower(n.title) = wanted OR toLower(n.id) = wanted
   OR any(a IN n.aliases WHERE toLower(a) = wanted)
MATCH (n)-[e]-(o)
RETURN n.id AS id,
       coalesce(n.name, n.title) AS name,
       type(e) AS edge,
       o.id AS neighbour,
       coalesce(o.name, o.title, o.raw) AS neighbour_name,
       e.paper AS paper,
       e.score AS score,
       e.sentence AS sentence
ORDER BY id, edge, neighbour
LIMIT $limit
