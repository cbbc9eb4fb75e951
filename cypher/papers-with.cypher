// Which papers are linked with these entities, and how?
//
// A row is a link: role is its type, and tests_on_data whether the paper is tested on any dataset.
// The first step of `kg find`.
//
// $ids ids: ids of methods, datasets, metrics or tasks
// $since date = null: only papers of this day or later
// $limit int = 1000000: most rows
//
// -> paper, title, date, tests_on_data, role, id, name, sentence
UNWIND $ids AS one
MATCH (n:Method|Dataset|Metric|Task {kg: $kg, id: one})<-[e]-(p:Paper)
WHERE coalesce(p.date, '') >= coalesce($since, '')
RETURN p.id AS paper,
       p.title AS title,
       p.date AS date,
       EXISTS { MATCH (p)-[:EVALUATES_ON]->(:Dataset) } AS tests_on_data,
       type(e) AS role,
       n.id AS id,
       n.name AS name,
       e.sentence AS sentence
ORDER BY paper, role, id
LIMIT $limit
