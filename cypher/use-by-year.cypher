// How has the use of a name changed over the years?
//
// year is null for papers without a date.
//
// $name string: name, alias or id of a method, dataset, metric or task
//
// -> year, papers, introduce, use, compare, mention
WITH toLower($name) AS wanted
MATCH (n:Method|Dataset|Metric|Task {kg: $kg})
WHERE toLower(n.name) = wanted OR n.id = wanted OR any(a IN n.aliases WHERE toLower(a) = wanted)
MATCH (n)<-[e]-(p:Paper)
RETURN left(p.date, 4) AS year,
       count(DISTINCT p.id) AS papers,
       count(DISTINCT CASE type(e) WHEN 'INTRODUCES' THEN p.id END) AS introduce,
       count(DISTINCT CASE
         WHEN type(e) IN ['USES', 'EVALUATES_ON', 'TRAINS_ON', 'REPORTS', 'ADDRESSES'] THEN p.id
       END) AS use,
       count(DISTINCT CASE type(e) WHEN 'COMPARES_WITH' THEN p.id END) AS compare,
       count(DISTINCT CASE type(e) WHEN 'MENTIONS' THEN p.id END) AS mention
ORDER BY year IS NULL, year
