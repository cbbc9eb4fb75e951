// Which methods share boards with a method?
//
// A board is a dataset with a metric; boards counts those on which both have a number, as result
// or baseline, in any papers. dataset and metric are one of them.
//
// $method method: name, alias or id of the method
// $limit int = 50: most rows
//
// -> method, id, boards, dataset, metric
UNWIND $method AS one
MATCH (m:Method {kg: $kg, id: one})
MATCH (m)<-[:OF|AGAINST]-(r:Result)-[:`ON`]->(d:Dataset)
MATCH (r)-[:MEASURES]->(x:Metric)
WITH DISTINCT m, d, x
MATCH (d)<-[:`ON`]-(q:Result)-[:OF|AGAINST]->(o:Method)
WHERE o.id <> m.id AND EXISTS { MATCH (q)-[:MEASURES]->(y:Metric) WHERE y.id = x.id }
WITH DISTINCT o, d.name AS dataset, x.name AS metric
RETURN o.name AS method,
       o.id AS id,
       count(*) AS boards,
       min(dataset) AS dataset,
       min(metric) AS metric
ORDER BY boards DESC, id
LIMIT $limit
