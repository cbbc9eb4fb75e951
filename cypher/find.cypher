// Which papers evaluate a method, on a dataset, with a metric, for a task?
//
// Give any of the four; null means any. A row is 'full' where one result that the text states
// binds all that was asked, and 'partial' where the paper has it all, but the text binds only
// some of it to a number, or names no number. bound lists what the result binds; linked, what
// was asked and only the paper as a whole is linked with. A pair that the results of a paper
// contradict is never a row: with A tested on D1 and B on D2, nobody tested A on D2. The
// method that was asked for may be the baseline of a row.
// sentence is where the number stands; also, where the paper speaks of what is only linked.
// judged_by is the person who judged the result right.
// A task alone asks for all papers on it; what else is asked must have been tested.
//
// $method method = null: name, alias or id of the method
// $dataset dataset = null: name, alias or id of the dataset
// $metric metric = null: name, alias or id of the metric
// $task task = null: name, alias or id of the task
// $variants no|yes = no: whether a variant (a size, a version) stands for what was asked
// $since date = null: only papers of this day or later
// $limit int = 100: most rows
//
// -> paper, title, date, binding, bound, linked, method, dataset, metric, task
// -> value, number, unit, kind, baseline, baseline_value, confidence, judged_by, sentence, also
UNWIND [$method, $dataset, $metric, $task, ['']] AS ids
UNWIND ids AS wanted
MATCH (n:Method|Dataset|Metric|Task {kg: $kg, id: wanted})
OPTIONAL MATCH (v:Method|Dataset)-[:VARIANT_OF*1..3]->(n)
WHERE $variants = 'yes'
UNWIND [n.id, v.id] AS one
WITH DISTINCT one
WHERE one IS NOT NULL

// The papers that are linked with all of it; the first four letters of an id tell its label.
MATCH (n:Method|Dataset|Metric|Task {kg: $kg, id: one})
MATCH (p:Paper)-[e]->(n)
WHERE coalesce(p.date, '') >= coalesce($since, '')
WITH p,
     CASE size($method) WHEN 0 THEN 0 ELSE 1 END
       + CASE size($dataset) WHEN 0 THEN 0 ELSE 1 END
       + CASE size($metric) WHEN 0 THEN 0 ELSE 1 END
       + CASE size($task) WHEN 0 THEN 0 ELSE 1 END AS slots,
     size($method) + size($dataset) + size($metric) = 0 AS task_alone,
     left(n.id, 4) AS slot, n, e
WITH p, slots, task_alone,
     collect(DISTINCT slot) AS asked,
     collect(DISTINCT n.id) AS ids,
     count(DISTINCT slot) AS had,
     count(DISTINCT CASE WHEN NOT type(e) IN ['MENTIONS', 'TRAINS_ON'] THEN slot END) AS tested,
     min(CASE slot WHEN 'meth' THEN n.name END) AS its_method,
     min(CASE slot WHEN 'data' THEN n.name END) AS its_dataset,
     min(CASE slot WHEN 'metr' THEN n.name END) AS its_metric,
     min(CASE slot WHEN 'task' THEN n.name END) AS its_task,
     min(CASE slot WHEN 'meth' THEN e.sentence END) AS of_method,
     min(CASE slot WHEN 'data' THEN e.sentence END) AS of_dataset,
     min(CASE slot WHEN 'metr' THEN e.sentence END) AS of_metric,
     min(CASE slot WHEN 'task' THEN e.sentence END) AS of_task
WHERE had = slots AND (tested > 0 OR NOT task_alone)

// Its results that bind something of it and contradict none of it.
OPTIONAL MATCH (p)-[s:STATES]->(r:Result)
WHERE (task_alone OR EXISTS { MATCH (r)-[:OF|`ON`|MEASURES|`FOR`|AGAINST]->(b) WHERE b.id IN ids })
  AND NOT EXISTS {
    MATCH (r)-[:`ON`|MEASURES|`FOR`]->(b) WHERE left(b.id, 4) IN asked AND NOT b.id IN ids
  }
  AND (
    EXISTS { MATCH (r)-[:OF|AGAINST]->(b) WHERE b.id IN ids }
    OR NOT EXISTS { MATCH (r)-[:OF]->(b) WHERE left(b.id, 4) IN asked }
  )
WITH p, slots, task_alone, ids, tested, its_method, its_dataset, its_metric, its_task,
     of_method, of_dataset, of_metric, of_task, s, r
// Without such a result the roles of the links must say that it was tested.
WHERE r IS NOT NULL
   OR task_alone
   OR tested = slots
      AND (size($dataset) > 0 OR EXISTS { MATCH (p)-[:EVALUATES_ON]->(:Dataset) })
      AND NOT EXISTS {
        MATCH (p)-[:STATES]->(:Result)-[:`ON`|MEASURES]->(b) WHERE b.id IN ids
      }
OPTIONAL MATCH (r)-[:OF]->(m:Method)
OPTIONAL MATCH (r)-[:`ON`]->(d:Dataset)
OPTIONAL MATCH (r)-[:MEASURES]->(x:Metric)
OPTIONAL MATCH (r)-[:`FOR`]->(t:Task)
OPTIONAL MATCH (r)-[against:AGAINST]->(b:Method)
WITH p, s, r, m, d, x, t, b, against, its_method, its_dataset, its_metric, its_task,
     coalesce(b.id IN ids, false) AS as_baseline,
     CASE WHEN m.id IN ids OR b.id IN ids THEN NULL ELSE of_method END AS open_method,
     CASE WHEN d.id IN ids THEN NULL ELSE of_dataset END AS open_dataset,
     CASE WHEN x.id IN ids THEN NULL ELSE of_metric END AS open_metric,
     CASE WHEN t.id IN ids THEN NULL ELSE of_task END AS open_task
UNWIND [open_method, open_dataset, open_metric, open_task] AS link
WITH p, s, r, m, d, x, t, b, against, its_method, its_dataset, its_metric, its_task, as_baseline,
     open_method, open_dataset, open_metric, open_task,
     collect(DISTINCT link) AS also
RETURN p.id AS paper,
       p.title AS title,
       p.date AS date,
       CASE size(also) WHEN 0 THEN 'full' ELSE 'partial' END AS binding,
       // Without a blank at the end: the embedded engine's trim returns garbage.
       replace(
         CASE WHEN m.id IS NULL THEN '' ELSE 'method ' END
         + CASE WHEN d.id IS NULL THEN '' ELSE 'dataset ' END
         + CASE WHEN x.id IS NULL THEN '' ELSE 'metric ' END
         + CASE WHEN t.id IS NULL THEN '' ELSE 'task ' END
         + CASE WHEN b.id IS NULL THEN '.' ELSE 'baseline.' END,
         CASE WHEN b.id IS NULL AND coalesce(m.id, d.id, x.id, t.id) IS NOT NULL
           THEN ' .' ELSE '.' END, ''
       ) AS bound,
       replace(
         CASE WHEN open_method IS NULL THEN '' ELSE 'method ' END
         + CASE WHEN open_dataset IS NULL THEN '' ELSE 'dataset ' END
         + CASE WHEN open_metric IS NULL THEN '' ELSE 'metric ' END
         + CASE WHEN open_task IS NULL THEN '.' ELSE 'task.' END,
         CASE WHEN open_task IS NULL AND size(also) > 0 THEN ' .' ELSE '.' END, ''
       ) AS linked,
       CASE WHEN as_baseline THEN m.name ELSE coalesce(m.name, its_method) END AS method,
       coalesce(d.name, its_dataset) AS dataset,
       coalesce(x.name, its_metric) AS metric,
       coalesce(t.name, its_task) AS task,
       r.raw AS value,
       r.value AS number,
       r.unit AS unit,
       r.kind AS kind,
       b.name AS baseline,
       against.raw AS baseline_value,
       s.confidence AS confidence,
       r.judged_by AS judged_by,
       s.sentence AS sentence,
       also
ORDER BY binding, date IS NULL, date DESC, paper, r.id
LIMIT $limit
