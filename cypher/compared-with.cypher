// What is a method compared with?
//
// A row is a pair of which a paper introduces one and compares it with the other: stands
// says whether the other is the 'rival' there or the paper's 'own'.
//
// $method string: name, alias or id of the method
// $limit int = 100: most rows
//
// -> other, stands, paper, title, date, sentence, id
WITH toLower($method) AS wanted
MATCH (m:Method {kg: $kg})
WHERE toLower(m.name) = wanted OR m.id = wanted OR any(a IN m.aliases WHERE toLower(a) = wanted)
MATCH (m)<-[e:INTRODUCES|COMPARES_WITH]-(p:Paper)-[f:INTRODUCES|COMPARES_WITH]->(o:Method)
WHERE type(e) <> type(f) AND o.id <> m.id
RETURN o.name AS other,
       CASE type(f) WHEN 'COMPARES_WITH' THEN 'rival' ELSE 'own' END AS stands,
       p.id AS paper,
       p.title AS title,
       p.date AS date,
       CASE type(f) WHEN 'COMPARES_WITH' THEN f.sentence ELSE e.sentence END AS sentence,
       o.id AS id
ORDER BY date IS NULL, date DESC, paper, id, stands, m.id
LIMIT $limit
