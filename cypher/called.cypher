// Which entities are called so?
//
// $name string: name, alias or id, in any case
// $label any|Method|Dataset|Metric|Task = any: what they are
// $id string = null: another id that they may have
//
// -> name, id, aliases
WITH toLower($name) AS wanted, coalesce($id, '') AS other,
     CASE $label WHEN 'any' THEN '' ELSE toLower($label) + '/' END AS prefix
MATCH (n:Method|Dataset|Metric|Task {kg: $kg})
WHERE n.id STARTS WITH prefix
  AND (
    toLower(n.name) = wanted OR n.id = wanted OR n.id = other
    OR any(a IN n.aliases WHERE toLower(a) = wanted)
  )
RETURN n.name AS name, n.id AS id, n.aliases AS aliases
ORDER BY id
