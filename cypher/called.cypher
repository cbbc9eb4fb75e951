// Which entities are called so?
//
// $name entity: name, alias or id, in any case
// $label any|Method|Dataset|Metric|Task = any: what they are
//
// -> name, id, aliases
UNWIND $name AS one
MATCH (n:Method|Dataset|Metric|Task {kg: $kg, id: one})
WHERE $label = 'any' OR n.id STARTS WITH toLower($label)
RETURN n.name AS name, n.id AS id, n.aliases AS aliases
ORDER BY id
