// Which papers set a method against another, with or without a number?
//
// how says it: 'introduced' where the paper introduces one of the two and compares it with the
// other, 'stated' where a sentence compares them. sentence is where it does.
//
// $method string: name, alias or id of one side
// $other string = null: name, alias or id of the other side
// $min_confidence float = 0.5: smallest confidence of a sentence that compares them
// $limit int = 200: most rows
//
// -> how, method, rival, paper, title, date, confidence, sentence, method_id, rival_id
WITH toLower($method) AS wanted, toLower(coalesce($other, '')) AS other,
     $min_confidence AS min_confidence
MATCH (n:Method {kg: $kg})
WHERE toLower(n.name) = wanted OR n.id = wanted OR any(a IN n.aliases WHERE toLower(a) = wanted)
UNWIND ['own', 'rival', 'head', 'tail'] AS side
OPTIONAL MATCH (n)<-[:INTRODUCES]-(p:Paper)-[e:COMPARES_WITH]->(a:Method)
WHERE side = 'own'
OPTIONAL MATCH (n)<-[f:COMPARES_WITH]-(q:Paper)-[:INTRODUCES]->(b:Method)
WHERE side = 'rival'
OPTIONAL MATCH (n)-[g:COMPARED_WITH]->(c:Method)
WHERE side = 'head'
OPTIONAL MATCH (n)<-[h:COMPARED_WITH]-(d:Method)
WHERE side = 'tail'
WITH side, n, other, min_confidence,
     coalesce(a.id, b.id, c.id, d.id) AS one,
     coalesce(p.id, q.id, g.paper, h.paper) AS paper,
     coalesce(e.confidence, f.confidence, g.confidence, h.confidence) AS confidence,
     coalesce(e.sentence, f.sentence, g.sentence, h.sentence) AS sentence
MATCH (o:Method {kg: $kg})
WHERE o.id = one
  AND o.id <> n.id
  AND (side IN ['own', 'rival'] OR coalesce(confidence, 1.0) >= min_confidence)
  AND (
    other = '' OR toLower(o.name) = other OR o.id = other
    OR any(x IN o.aliases WHERE toLower(x) = other)
  )
WITH DISTINCT side, n, o, paper, confidence, sentence
MATCH (p:Paper {kg: $kg})
WHERE p.id = paper
RETURN CASE WHEN side IN ['own', 'rival'] THEN 'introduced' ELSE 'stated' END AS how,
       CASE WHEN side IN ['own', 'head'] THEN n.name ELSE o.name END AS method,
       CASE WHEN side IN ['own', 'head'] THEN o.name ELSE n.name END AS rival,
       paper,
       p.title AS title,
       p.date AS date,
       confidence,
       sentence,
       CASE WHEN side IN ['own', 'head'] THEN n.id ELSE o.id END AS method_id,
       CASE WHEN side IN ['own', 'head'] THEN o.id ELSE n.id END AS rival_id
ORDER BY date IS NULL, date DESC, how, method_id, rival_id, paper
LIMIT $limit
