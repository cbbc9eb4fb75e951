// What are the methods, datasets, metrics and tasks called?
//
// What most papers have comes first.
//
// $label any|Method|Dataset|Metric|Task = any: which of them
// $limit int = 1000000: most rows
//
// -> name, id, aliases, papers
WITH CASE $label WHEN 'any' THEN '' ELSE toLower($label) + '/' END AS prefix
MATCH (n:Method|Dataset|Metric|Task {kg: $kg})<-[]-(p:Paper)
WHERE n.id STARTS WITH prefix
RETURN n.name AS name, n.id AS id, n.aliases AS aliases, count(DISTINCT p.id) AS papers
ORDER BY papers DESC, id
LIMIT $limit
