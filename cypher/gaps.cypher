// Which methods for a task were tested on which of its datasets?
//
// The methods are those that papers on the task use or introduce, the datasets those that such
// papers test on or introduce; a row is a paper anywhere in the graph that has the two. Its
// binding is 'result' where a number of the paper binds them, 'stated' where a sentence says
// that the one was tested on the other, and 'linked' where the paper uses the one and tests on
// the other, and its results say nothing else of the dataset. Pairs that are no row are what
// nobody has tested.
//
// $task string: name, alias or id of the task
// $limit int = 10000: most rows
//
// -> method, dataset, binding, results, paper, title, date, sentence, method_id, dataset_id
WITH toLower($task) AS wanted
MATCH (t:Task {kg: $kg})
WHERE toLower(t.name) = wanted OR t.id = wanted OR any(a IN t.aliases WHERE toLower(a) = wanted)
MATCH (t)<-[:ADDRESSES]-(:Paper)-[:USES|INTRODUCES]->(m:Method)
WITH DISTINCT t, m
MATCH (m)<-[:INTRODUCES|USES|COMPARES_WITH]-(p:Paper)-[e:EVALUATES_ON|INTRODUCES]->(d:Dataset)
WHERE EXISTS {
  MATCH (d)<-[:EVALUATES_ON|INTRODUCES]-(:Paper)-[:ADDRESSES]->(o:Task) WHERE o.id = t.id
}
OPTIONAL MATCH (p)-[s:STATES]->(r:Result)-[:`ON`]->(x:Dataset)
WHERE x.id = d.id
OPTIONAL MATCH (m)-[v:EVALUATED_ON]->(y:Dataset)
WHERE y.id = d.id AND v.paper = p.id
WITH m, d, p, e, s, r, v,
     EXISTS { MATCH (r)-[:OF|AGAINST]->(o:Method) WHERE o.id = m.id } AS of_it,
     EXISTS { MATCH (r)-[:OF]->(:Method) } AS of_one
WITH m, d, p,
     min(e.sentence) AS link,
     count(DISTINCT CASE WHEN of_it THEN r.id END) AS results,
     count(DISTINCT CASE WHEN of_one AND NOT of_it THEN r.id END) AS others,
     min(CASE WHEN of_it THEN s.sentence END) AS number,
     min(v.sentence) AS statement
WHERE results > 0 OR others = 0 OR statement IS NOT NULL
RETURN m.name AS method,
       d.name AS dataset,
       CASE
         WHEN results > 0 THEN 'result'
         WHEN statement IS NOT NULL THEN 'stated'
         ELSE 'linked'
       END AS binding,
       results,
       p.id AS paper,
       p.title AS title,
       p.date AS date,
       coalesce(number, statement, link) AS sentence,
       m.id AS method_id,
       d.id AS dataset_id
ORDER BY method_id, dataset_id, date IS NULL, date DESC, paper
LIMIT $limit
