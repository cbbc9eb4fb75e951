// What is used together in papers?
//
// Mentions in passing and rivals do not count. With a name, every row has it on the left.
//
// $name entity = null: name, alias or id that one of the two must have
// $minimum int = 2: fewest papers that have both
// $limit int = 50: most rows
//
// -> left, right, papers, left_id, right_id
MATCH (a:Method|Dataset|Metric|Task {kg: $kg})
WHERE size($name) = 0 OR a.id IN $name
MATCH (a)<-[:INTRODUCES|USES|EVALUATES_ON|TRAINS_ON|REPORTS|ADDRESSES]-(p:Paper)
MATCH (p)-[:INTRODUCES|USES|EVALUATES_ON|TRAINS_ON|REPORTS|ADDRESSES]->(b)
WHERE a.id < b.id OR size($name) > 0 AND a.id <> b.id
WITH a, b, count(DISTINCT p.id) AS papers
WHERE papers >= $minimum
RETURN a.name AS left, b.name AS right, papers, a.id AS left_id, b.id AS right_id
ORDER BY papers DESC, left_id, right_id
LIMIT $limit
