// Which papers name a method in words for building, beside one that they introduce?
//
// A row is a method that such a paper names: role is the type of the paper's edge to it, and
// evidence lists as JSON where it stands. cited is whether the paper cites one that introduces the
// method, or whose title begins with its name and a colon. `kg lineage` reads in those sentences
// whether one method builds on another.
//
// $method method: name, alias or id of the method
// $limit int = 10000: most rows
//
// -> paper, title, date, role, other, id, confidence, sentence, evidence, cited
UNWIND $method AS one
MATCH (m:Method {kg: $kg, id: one})
MATCH (m)<-[e:INTRODUCES|USES|COMPARES_WITH|MENTIONS]-(p:Paper)
WITH p, type(e) AS its_role, toLower(e.evidence) AS words
WHERE its_role = 'INTRODUCES'
   OR words CONTAINS 'exten' OR words CONTAINS 'generali' OR words CONTAINS 'augment'
   OR words CONTAINS 'modif' OR words CONTAINS 'base' OR words CONTAINS 'buil'
   OR words CONTAINS 'derived' OR words CONTAINS 'adapt' OR words CONTAINS 'initiali'
   OR words CONTAINS ' start' OR words CONTAINS 'continu' OR words CONTAINS 'varian'
   OR words CONTAINS 'version' OR words CONTAINS 'special case' OR words CONTAINS 'distil'
   OR words CONTAINS 'tun' OR words CONTAINS 'train' OR words CONTAINS 'sft'
   OR words CONTAINS 'rft' OR words CONTAINS 'dpo' OR words CONTAINS 'rlhf'
WITH DISTINCT p
MATCH (p)-[f:INTRODUCES|USES|COMPARES_WITH|MENTIONS]->(o:Method)
OPTIONAL MATCH (p)-[:CITES]->(c:Paper)
WHERE toLower(c.title) STARTS WITH (toLower(o.name) + ':')
   OR EXISTS {
     MATCH (c)-[:INTRODUCES]->(k:Method)
     WHERE k.id = o.id
   }
RETURN p.id AS paper,
       p.title AS title,
       p.date AS date,
       type(f) AS role,
       o.name AS other,
       o.id AS id,
       f.confidence AS confidence,
       f.sentence AS sentence,
       f.evidence AS evidence,
       count(c.id) > 0 AS cited
ORDER BY paper, role, id
LIMIT $limit
