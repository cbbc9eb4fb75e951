// What is a name linked with, and which sentence says so?
//
// direction is 'out' for links that begin at the name, 'in' for those that end there. Of a
// result, number, unit, kind, higher_is_better, compared, conditions and deviation describe its
// value: what it is, which way is better, the value it is compared with, and under what it was
// measured; judged_by is the person who judged it right; caption is the result in one line, field
// the table that it stands in, and own whether its method is the paper's.
//
// $name node: name, alias or id of an entity, an author or a category, or id or title of a paper
// $limit int = 200: most rows
//
// -> id, name, edge, direction, neighbour, neighbour_name, paper, score, confidence, sentence
// -> number, unit, kind, higher_is_better, compared, conditions, deviation, judged_by
// -> caption, field, own
UNWIND $name AS one
MATCH (n:Method|Dataset|Metric|Task|Organization|Author|Category|Paper {kg: $kg, id: one})
UNWIND ['out', 'in'] AS direction
OPTIONAL MATCH (n)-[e]->(a)
WHERE direction = 'out'
OPTIONAL MATCH (n)<-[f]-(b)
WHERE direction = 'in'
WITH n, direction,
     coalesce(type(e), type(f)) AS edge,
     coalesce(a.id, b.id) AS neighbour,
     coalesce(a.raw, a.name, a.title, b.raw, b.name, b.title) AS neighbour_name,
     coalesce(e.paper, f.paper) AS paper,
     coalesce(e.score, f.score) AS score,
     coalesce(e.confidence, f.confidence) AS confidence,
     coalesce(e.sentence, f.sentence) AS sentence,
     coalesce(a.value, b.value) AS number,
     coalesce(a.unit, b.unit) AS unit,
     coalesce(a.kind, b.kind) AS kind,
     coalesce(a.higher_is_better, b.higher_is_better) AS higher_is_better,
     coalesce(a.baseline_raw, b.baseline_raw) AS compared,
     coalesce(a.conditions, b.conditions) AS conditions,
     coalesce(a.deviation, b.deviation) AS deviation,
     coalesce(a.judged_by, b.judged_by) AS judged_by,
     coalesce(a.name, b.name) AS caption,
     coalesce(a.field, b.field) AS field,
     coalesce(a.is_own, b.is_own) AS own
WHERE edge IS NOT NULL
RETURN n.id AS id,
       coalesce(n.name, n.title) AS name,
       edge, direction, neighbour, neighbour_name, paper, score, confidence, sentence,
       number, unit, kind, higher_is_better, compared, conditions, deviation, judged_by,
       caption, field, own
ORDER BY id, edge, direction, neighbour, paper
LIMIT $limit
