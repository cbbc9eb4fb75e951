// Which entities are called so?
//
// $name string: name, alias or id, in any case
// $label any|Method|Dataset|Metric|Task = any: what they are
//
// -> name, id, aliases
WITH toLower($name) AS wanted,
     CASE $label WHEN 'any' THEN '' ELSE toLower($label) + '/' END AS prefix
MATCH (n:Method|Dataset|Metric|Task {kg: $kg})
WHERE n.id STARTS WITH prefix
  AND (toLower(n.name) = wanted OR n.id = wanted OR any(a IN n.aliases WHERE toLower(a) = wanted))
RETURN n.name AS name, n.id AS id, n.aliases AS aliases
ORDER BY id
