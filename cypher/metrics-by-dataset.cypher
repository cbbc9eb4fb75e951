// Which metrics are reported for a dataset?
//
// papers counts the papers that test on the dataset and report the metric; results, the
// numbers that the text binds to both.
//
// $dataset dataset: name, alias or id of the dataset
// $limit int = 50: most rows
//
// -> metric, id, papers, results
UNWIND $dataset AS one
MATCH (d:Dataset {kg: $kg, id: one})
MATCH (d)<-[:EVALUATES_ON|INTRODUCES]-(p:Paper)-[:REPORTS|INTRODUCES]->(x:Metric)
OPTIONAL MATCH (p)-[:STATES]->(r:Result)-[:MEASURES]->(x)
WHERE EXISTS { MATCH (r)-[:`ON`]->(o:Dataset) WHERE o.id = d.id }
RETURN x.name AS metric,
       x.id AS id,
       count(DISTINCT p.id) AS papers,
       count(DISTINCT r.id) AS results
ORDER BY results DESC, papers DESC, id
LIMIT $limit
