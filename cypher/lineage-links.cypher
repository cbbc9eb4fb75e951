// What does a method build on, and what builds on it, as sentences say of the two?
//
// A part is older than its whole, a kind than what is of that kind, a method than its variants.
// towards is 'up' for what the method builds on, and 'down' for what builds on it.
//
// $method string: name, alias or id of the method
// $min_confidence float = 0.5: smallest confidence of the sentence
// $limit int = 200: most rows
//
// -> towards, edge, other, other_id, method, method_id, paper, title, date, confidence, sentence
WITH toLower($method) AS wanted, $min_confidence AS min_confidence
MATCH (m:Method {kg: $kg})
WHERE toLower(m.name) = wanted OR m.id = wanted OR any(a IN m.aliases WHERE toLower(a) = wanted)
UNWIND ['kind of', 'has kind', 'part of', 'has part'] AS edge
OPTIONAL MATCH (m)-[e:KIND_OF|VARIANT_OF]->(a:Method)
WHERE edge = 'kind of'
OPTIONAL MATCH (m)<-[f:KIND_OF|VARIANT_OF]-(b:Method)
WHERE edge = 'has kind'
OPTIONAL MATCH (m)-[g:PART_OF]->(c:Method)
WHERE edge = 'part of'
OPTIONAL MATCH (m)<-[h:PART_OF]-(d:Method)
WHERE edge = 'has part'
WITH m, min_confidence,
     CASE WHEN edge IN ['kind of', 'has part'] THEN 'up' ELSE 'down' END AS towards,
     coalesce(type(e), type(f), type(g), type(h)) AS edge,
     coalesce(a.id, b.id, c.id, d.id) AS other_id,
     coalesce(a.name, b.name, c.name, d.name) AS other,
     coalesce(e.paper, f.paper, g.paper, h.paper) AS paper,
     coalesce(e.confidence, f.confidence, g.confidence, h.confidence) AS confidence,
     coalesce(e.sentence, f.sentence, g.sentence, h.sentence) AS sentence
MATCH (p:Paper {kg: $kg})
WHERE p.id = paper AND other_id <> m.id AND coalesce(confidence, 1.0) >= min_confidence
RETURN towards, edge, other, other_id, m.name AS method, m.id AS method_id, paper,
       p.title AS title, p.date AS date, confidence, sentence
ORDER BY towards DESC, coalesce(confidence, 1.0) DESC, other_id, edge, m.id, paper
LIMIT $limit
