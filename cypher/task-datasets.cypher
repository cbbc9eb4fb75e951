// Which datasets may a task be measured on, and which tasks else are they used for?
//
// The datasets are those that papers on the task test on or introduce, or that have a number or
// a sentence for it. A row ties such a dataset to a task: how is 'stated' where a sentence names
// it as a benchmark of the task, 'result' where a number on it is one for the task, and 'paper'
// where a paper that addresses the task tests on it.
//
// $task task: name, alias or id of the task
// $limit int = 10000: most rows
//
// -> dataset, dataset_id, task, task_id, how, paper
UNWIND $task AS wanted
MATCH (t:Task {kg: $kg, id: wanted})
UNWIND ['addressed', 'stated', 'result'] AS way
OPTIONAL MATCH (t)<-[:ADDRESSES]-(:Paper)-[:EVALUATES_ON|INTRODUCES]->(a:Dataset)
WHERE way = 'addressed'
OPTIONAL MATCH (t)<-[:BENCHMARK_FOR]-(b:Dataset)
WHERE way = 'stated'
OPTIONAL MATCH (t)<-[:`FOR`]-(:Result)-[:`ON`]->(c:Dataset)
WHERE way = 'result'
WITH DISTINCT coalesce(a.id, b.id, c.id) AS one
MATCH (d:Dataset {kg: $kg})
WHERE d.id = one
UNWIND ['stated', 'result', 'paper'] AS how
OPTIONAL MATCH (d)-[said:BENCHMARK_FOR]->(s:Task)
WHERE how = 'stated'
OPTIONAL MATCH (d)<-[:`ON`]-(r:Result)-[number:`FOR`]->(f:Task)
WHERE how = 'result'
OPTIONAL MATCH (d)<-[:EVALUATES_ON|INTRODUCES]-(p:Paper)-[:ADDRESSES]->(u:Task)
WHERE how = 'paper'
WITH d, how, said, s, number, f, p, u
WHERE coalesce(s.id, f.id, u.id) IS NOT NULL
RETURN DISTINCT d.name AS dataset,
       d.id AS dataset_id,
       coalesce(s.name, f.name, u.name) AS task,
       coalesce(s.id, f.id, u.id) AS task_id,
       how,
       coalesce(said.paper, number.paper, p.id) AS paper
ORDER BY dataset_id, task_id, how, paper
LIMIT $limit
