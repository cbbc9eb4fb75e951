// What is a method a kind or a version of, and what is a kind or a version of it?
//
// towards is 'up' for what the method is a kind or version of, and 'down' for what is one of it.
// A version (VARIANT_OF) is read off its name; text is what stands from one name to the other. A
// kind that the paper introduces together with what is of that kind is left out: it describes it.
//
// $method method: name, alias or id of the method
// $min_confidence float = 0.5: smallest confidence of a sentence that states a kind
// $limit int = 200: most rows
//
// -> towards, edge, other, other_id, method, method_id, paper, title, date, confidence, text
// -> sentence
UNWIND $method AS one
MATCH (m:Method {kg: $kg, id: one})
UNWIND ['up', 'down'] AS towards
OPTIONAL MATCH (m)-[e:KIND_OF|VARIANT_OF]->(a:Method)
WHERE towards = 'up'
OPTIONAL MATCH (m)<-[f:KIND_OF|VARIANT_OF]-(b:Method)
WHERE towards = 'down'
WITH m, towards,
     coalesce(type(e), type(f)) AS edge,
     coalesce(a.id, b.id) AS other_id,
     coalesce(a.name, b.name) AS other,
     coalesce(e.paper, f.paper) AS paper,
     coalesce(e.confidence, f.confidence) AS confidence,
     coalesce(e.text, f.text) AS text,
     coalesce(e.sentence, f.sentence) AS sentence
MATCH (p:Paper {kg: $kg})
WHERE p.id = paper
  AND (
    edge = 'VARIANT_OF'
    OR coalesce(confidence, 1.0) >= $min_confidence AND NOT EXISTS {
      MATCH (p)-[:INTRODUCES]->(k:Method)
      WHERE k.id = CASE towards WHEN 'up' THEN other_id ELSE m.id END
    }
  )
RETURN towards, edge, other, other_id, m.name AS method, m.id AS method_id, paper,
       p.title AS title, p.date AS date, confidence, text, sentence
ORDER BY towards DESC, edge, coalesce(confidence, 1.0) DESC, other_id, m.id, paper
LIMIT $limit
