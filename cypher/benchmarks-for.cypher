// Which datasets is a task measured on?
//
// how says it: 'said' where a sentence names the dataset as a benchmark of the task, 'used' where
// a paper that addresses the task evaluates on the dataset.
//
// $task task: name, alias or id of the task
// $limit int = 200: most rows
//
// -> dataset, id, how, paper, title, date, confidence, sentence
UNWIND $task AS one
MATCH (t:Task {kg: $kg, id: one})
UNWIND ['said', 'used'] AS how
OPTIONAL MATCH (t)<-[b:BENCHMARK_FOR]-(d:Dataset)
WHERE how = 'said'
OPTIONAL MATCH (t)<-[:ADDRESSES]-(q:Paper)-[e:EVALUATES_ON]->(f:Dataset)
WHERE how = 'used'
WITH DISTINCT how,
     coalesce(d.id, f.id) AS id,
     coalesce(d.name, f.name) AS dataset,
     coalesce(b.paper, q.id) AS paper,
     coalesce(b.confidence, e.confidence) AS confidence,
     coalesce(b.sentence, e.sentence) AS sentence
MATCH (p:Paper {kg: $kg})
WHERE p.id = paper
RETURN dataset, id, how, paper, p.title AS title, p.date AS date, confidence, sentence
ORDER BY how, date IS NULL, date DESC, id, sentence, paper
LIMIT $limit
