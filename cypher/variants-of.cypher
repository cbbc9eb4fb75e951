// Which sizes and versions of these methods or datasets are there?
//
// Those of a version are of the thing, too, over three steps at most.
//
// $ids ids: ids of methods or datasets
// $limit int = 10000: most rows
//
// -> name, id
UNWIND $ids AS one
MATCH (n:Method|Dataset {kg: $kg, id: one})<-[:VARIANT_OF]-(a)
OPTIONAL MATCH (a)<-[:VARIANT_OF]-(b)
OPTIONAL MATCH (b)<-[:VARIANT_OF]-(c)
WITH collect(a.id) + collect(b.id) + collect(c.id) AS found
UNWIND found AS each
WITH DISTINCT each
MATCH (v:Method|Dataset {kg: $kg, id: each})
RETURN v.name AS name, v.id AS id
ORDER BY id
LIMIT $limit
