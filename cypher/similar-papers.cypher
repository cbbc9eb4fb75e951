// Which papers are like this one?
//
// Two papers are alike by what both introduce, use, compare with, evaluate or train on,
// report or address; each shared thing counts the less the more papers have it. rarest is
// the shared thing that fewest papers have; like is the title of the paper that was asked for.
// Source: the resource allocation index of Zhou, Lü and Zhang (2009), in millionths.
//
// $paper string: id or title of the paper, or a part of it (the first title that has it)
// $limit int = 20: most rows
//
// -> paper, title, date, similarity, shared, rarest, like
WITH toLower($paper) AS wanted
MATCH (p:Paper {kg: $kg})
WHERE p.read AND (toLower(p.id) = wanted OR toLower(p.title) CONTAINS wanted)
WITH p, CASE WHEN wanted IN [toLower(p.id), toLower(p.title)] THEN 0 ELSE 1 END AS part
ORDER BY part, p.title, p.id
LIMIT 1
MATCH (p)-[:INTRODUCES|USES|COMPARES_WITH|EVALUATES_ON|TRAINS_ON|REPORTS|ADDRESSES]->(n)
WITH DISTINCT p, n
MATCH (n)<-[:INTRODUCES|USES|COMPARES_WITH|EVALUATES_ON|TRAINS_ON|REPORTS|ADDRESSES]-(x:Paper)
WITH p, n, count(DISTINCT x.id) AS papers
MATCH (n)<-[:INTRODUCES|USES|COMPARES_WITH|EVALUATES_ON|TRAINS_ON|REPORTS|ADDRESSES]-(q:Paper)
WHERE q.id <> p.id
WITH DISTINCT p, q, n, papers
WITH p, q, count(n.id) AS shared, sum(1000000 / papers) AS weight, min(papers) AS fewest,
     collect({papers: papers, name: n.name}) AS things
UNWIND things AS thing
WITH p, q, shared, weight, fewest, thing
WHERE thing.papers = fewest
RETURN q.id AS paper,
       q.title AS title,
       q.date AS date,
       weight / 1000000.0 AS similarity,
       shared,
       min(thing.name) AS rarest,
       p.title AS like
ORDER BY similarity DESC, paper
LIMIT $limit
