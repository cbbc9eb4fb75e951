// How many papers were read of each year, and how many are known by being cited alone?
//
// period is null for papers without a date.
//
// -> period, papers, cited
MATCH (p:Paper {kg: $kg})
RETURN p.year AS period,
       count(CASE WHEN p.read THEN p.id END) AS papers,
       count(CASE WHEN NOT p.read THEN p.id END) AS cited
ORDER BY period IS NULL, period
