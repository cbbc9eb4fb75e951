// Which methods were tested on these datasets, anywhere in the graph?
//
// A row is a paper that has the two: binding is 'result' where a number of the paper binds them,
// 'evaluation' where it states that the one was tested on the other, and 'sentence' where one of
// its sentences names both and it tests on the dataset, unless it states numbers there. on_task:
// whether the paper addresses the task. Of pairs that are no row nothing was read; somebody may
// have tested them. `kg gaps` asks it about the datasets of task-datasets.
//
// $datasets ids: ids of datasets
// $task task = null: name, alias or id of a task
// $limit int = 10000: most rows
//
// -> method, dataset, binding, results, on_task, paper, title, date, sentence
// -> method_id, dataset_id
UNWIND $datasets AS one
MATCH (d:Dataset {kg: $kg, id: one})
UNWIND ['result', 'evaluation', 'sentence'] AS binding
OPTIONAL MATCH (d)<-[:`ON`]-(r:Result)-[of:OF|AGAINST]->(x:Method)
WHERE binding = 'result'
OPTIONAL MATCH (d)<-[v:EVALUATED_ON]-(y:Method)
WHERE binding = 'evaluation'
OPTIONAL MATCH (d)<-[e:EVALUATES_ON|INTRODUCES]-(q:Paper),
  (q)-[u:INTRODUCES|USES|COMPARES_WITH]->(z:Method)
WHERE binding = 'sentence'
  AND (u.evidence CONTAINS e.sentence OR e.evidence CONTAINS u.sentence)
  AND NOT EXISTS { MATCH (q)-[:STATES]->(:Result)-[:`ON`]->(o:Dataset) WHERE o.id = d.id }
WITH d, binding,
     coalesce(x.id, y.id, z.id) AS method_id,
     coalesce(x.name, y.name, z.name) AS method,
     coalesce(of.paper, v.paper, q.id) AS its_paper,
     count(DISTINCT r.id) AS results,
     min(coalesce(
       of.sentence,
       v.sentence,
       CASE WHEN u.evidence CONTAINS e.sentence THEN e.sentence ELSE u.sentence END
     )) AS sentence
WHERE method_id IS NOT NULL
MATCH (p:Paper {kg: $kg})
WHERE p.id = its_paper
RETURN method,
       d.name AS dataset,
       binding,
       results,
       EXISTS { MATCH (p)-[:ADDRESSES]->(k:Task) WHERE k.id IN $task } AS on_task,
       p.id AS paper,
       p.title AS title,
       p.date AS date,
       sentence,
       method_id,
       d.id AS dataset_id
ORDER BY method_id, dataset_id, binding, date IS NULL, date DESC, paper
LIMIT $limit
