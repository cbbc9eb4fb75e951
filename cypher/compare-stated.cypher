// Which papers name a method in words for comparing, or introduce it, and what else do they name?
//
// A row is a method that such a paper names: role is the type of the paper's edge to it, and
// evidence lists as JSON where it stands. `kg compare` reads whether those sentences compare it
// with the one that was asked for.
//
// $method method: name, alias or id of the method
// $limit int = 10000: most rows
//
// -> paper, title, date, role, other, id, confidence, sentence, evidence
UNWIND $method AS one
MATCH (m:Method {kg: $kg, id: one})
MATCH (m)<-[e:INTRODUCES|USES|COMPARES_WITH]-(p:Paper)
WITH p, type(e) AS its_role, toLower(e.evidence) AS words
WHERE its_role <> 'USES'
   OR words CONTAINS 'perform' OR words CONTAINS 'surpass' OR words CONTAINS 'beat'
   OR words CONTAINS 'exceed' OR words CONTAINS 'improve' OR words CONTAINS ' than '
   OR words CONTAINS 'against' OR words CONTAINS 'versus' OR words CONTAINS ' vs'
   OR words CONTAINS 'compar' OR words CONTAINS ' par with' OR words CONTAINS 'competitive'
   OR words CONTAINS 'match' OR words CONTAINS 'behind' OR words CONTAINS 'unlike'
WITH DISTINCT p
MATCH (p)-[f:INTRODUCES|USES|COMPARES_WITH|MENTIONS]->(o:Method)
RETURN p.id AS paper,
       p.title AS title,
       p.date AS date,
       type(f) AS role,
       o.name AS other,
       o.id AS id,
       f.confidence AS confidence,
       f.sentence AS sentence,
       f.evidence AS evidence
ORDER BY paper, role, id
LIMIT $limit
