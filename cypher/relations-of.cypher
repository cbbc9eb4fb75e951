// What is an entity to other entities, as sentences say?
//
// direction is 'out' where the entity comes first (it is used for a task, part of a method),
// and 'in' where the other does.
//
// $name entity: name, alias or id of a method, dataset or task
// $limit int = 200: most rows
//
// -> relation, direction, other, other_id, paper, title, date, confidence, sentence, name, id
UNWIND $name AS one
MATCH (n:Method|Dataset|Task {kg: $kg, id: one})
UNWIND ['out', 'in'] AS direction
OPTIONAL MATCH (n)-[e]->(a:Method|Dataset|Task)
WHERE direction = 'out'
OPTIONAL MATCH (n)<-[f]-(b:Method|Dataset|Task)
WHERE direction = 'in'
WITH n, direction, coalesce(type(e), type(f)) AS relation,
     coalesce(a.id, b.id) AS other_id,
     coalesce(a.name, b.name) AS other,
     coalesce(e.paper, f.paper) AS paper,
     coalesce(e.confidence, f.confidence) AS confidence,
     coalesce(e.sentence, f.sentence) AS sentence
MATCH (p:Paper {kg: $kg})
WHERE p.id = paper
RETURN relation, direction, other, other_id, paper, p.title AS title, p.date AS date,
       confidence, sentence, n.name AS name, n.id AS id
ORDER BY relation, direction DESC, other_id, date IS NULL, date DESC, id, paper
LIMIT $limit
