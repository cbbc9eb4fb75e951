// Which entities have a name or alias with this text in it?
//
// Whole names come first, then what most papers have.
//
// $text string: the text, in any case
// $limit int = 50: most rows
//
// -> name, id, aliases, papers
WITH toLower($text) AS wanted
MATCH (n:Method|Dataset|Metric|Task|Organization|Author|Category {kg: $kg})
WHERE toLower(n.name) CONTAINS wanted OR any(a IN n.aliases WHERE toLower(a) CONTAINS wanted)
OPTIONAL MATCH (n)-[]-(p:Paper)
WITH n, count(DISTINCT p.id) AS papers,
     CASE WHEN toLower(n.name) = wanted THEN 0 ELSE 1 END AS part
RETURN n.name AS name, n.id AS id, n.aliases AS aliases, papers
ORDER BY part, papers DESC, id
LIMIT $limit
