// Which values do other papers quote otherwise than the paper that they are of?
//
// A row sets a value that a table reports of another paper's method beside that paper's own value
// of the same method, data set, metric and conditions. drift is the quoted number less the own one,
// 0 where they agree; values in units that differ are not compared. quoted_from is the title of the
// paper that the table cites beside the method, null where it cites none. Both sentences are the
// rows of the tables. The largest shares of drift come first.
//
// $limit int = 200: most rows
//
// -> method, dataset, metric, conditions, own, quoted, drift
// -> own_paper, own_title, own_field, own_sentence
// -> quoting_paper, quoting_title, quoting_field, quoting_sentence, quoted_from
MATCH (r:Result {kg: $kg, is_own: false})-[:OF]->(m:Method)
MATCH (m)<-[:OF]-(o:Result {kg: $kg, is_own: true})
WHERE r.kind = 'absolute' AND o.kind = 'absolute'
  AND r.conditions = o.conditions
  AND coalesce(r.unit, '') = coalesce(o.unit, '')
MATCH (r)-[:`ON`]->(d:Dataset)<-[:`ON`]-(o)
MATCH (r)-[:MEASURES]->(x:Metric)<-[:MEASURES]-(o)
MATCH (r)<-[s:STATES]-(p:Paper)
MATCH (o)<-[t:STATES]-(w:Paper)
WHERE p.id <> w.id
OPTIONAL MATCH (f:Paper {kg: $kg, id: r.quoted_from})
WITH m, d, x, r, o, p, w, s, t, f, r.value - o.value AS drift,
     CASE WHEN o.value = 0.0 THEN 1.0 ELSE abs((r.value - o.value) / o.value) END AS share
RETURN m.name AS method,
       d.name AS dataset,
       x.name AS metric,
       o.conditions AS conditions,
       o.raw AS own,
       r.raw AS quoted,
       drift,
       w.id AS own_paper,
       w.title AS own_title,
       o.field AS own_field,
       t.sentence AS own_sentence,
       p.id AS quoting_paper,
       p.title AS quoting_title,
       r.field AS quoting_field,
       s.sentence AS quoting_sentence,
       f.title AS quoted_from
ORDER BY share DESC, o.id, r.id
LIMIT $limit
