// Which methods are used most for a task?
//
// papers counts the papers on the task that use or introduce the method; introduced, those
// of them that introduce it.
//
// $task string: name, alias or id of the task
// $limit int = 50: most rows
//
// -> method, id, papers, introduced, first, latest
WITH toLower($task) AS wanted
MATCH (t:Task {kg: $kg})
WHERE toLower(t.name) = wanted OR t.id = wanted OR any(a IN t.aliases WHERE toLower(a) = wanted)
MATCH (t)<-[:ADDRESSES]-(p:Paper)-[e:USES|INTRODUCES]->(m:Method)
RETURN m.name AS method,
       m.id AS id,
       count(DISTINCT p.id) AS papers,
       count(DISTINCT CASE type(e) WHEN 'INTRODUCES' THEN p.id END) AS introduced,
       min(p.date) AS first,
       max(p.date) AS latest
ORDER BY papers DESC, id
LIMIT $limit
