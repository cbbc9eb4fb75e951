// Which sizes and versions of these methods or datasets are there?
//
// Those of a version are of the thing, too, over three steps at most.
//
// $ids ids: ids of methods or datasets
// $limit int = 10000: most rows
//
// -> name, id
UNWIND $ids AS one
MATCH (n:Method|Dataset {kg: $kg, id: one})<-[:VARIANT_OF*1..3]-(v:Method|Dataset)
RETURN DISTINCT v.name AS name, v.id AS id
ORDER BY id
LIMIT $limit
