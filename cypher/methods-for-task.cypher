// Which methods are used most for a task?
//
// papers counts the papers on the task that use or introduce the method; introduced, those
// of them that introduce it; said, the papers where a sentence says that it is used for the task.
//
// $task task: name, alias or id of the task
// $limit int = 50: most rows
//
// -> method, id, papers, introduced, said, first, latest
UNWIND $task AS one
MATCH (t:Task {kg: $kg, id: one})
UNWIND ['linked', 'said'] AS how
OPTIONAL MATCH (t)<-[:ADDRESSES]-(p:Paper)-[e:USES|INTRODUCES]->(a:Method)
WHERE how = 'linked'
OPTIONAL MATCH (t)<-[u:USED_FOR]-(b:Method)
WHERE how = 'said'
WITH coalesce(a.name, b.name) AS method, coalesce(a.id, b.id) AS id, p, e, u
WHERE id IS NOT NULL
RETURN method,
       id,
       count(DISTINCT p.id) AS papers,
       count(DISTINCT CASE type(e) WHEN 'INTRODUCES' THEN p.id END) AS introduced,
       count(DISTINCT u.paper) AS said,
       min(p.date) AS first,
       max(p.date) AS latest
ORDER BY papers DESC, said DESC, id
LIMIT $limit
