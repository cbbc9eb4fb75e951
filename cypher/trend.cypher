// How does the use of a name change over time?
//
// A row is a year, month or day that has papers: how many there are in all, and how many of
// them have the name, once in papers and once for each thing that they do with it. period is
// null for papers without a date; what is no row has no paper. The month in an arXiv id goes
// before the day of a listing, if they differ.
//
// $name entity: name, alias or id of a method, dataset, metric or task
// $by year|month|day = month: how long a period is
//
// -> period, papers, of, introduce, use, compare, mention
UNWIND $name AS one
MATCH (n:Method|Dataset|Metric|Task {kg: $kg, id: one})
WITH CASE $by WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END AS length,
     collect(n.id) AS ids
MATCH (p:Paper {kg: $kg})
WHERE p.read
WITH length, ids, p, coalesce(p.date, '') AS date, coalesce(p.arxiv, '') AS arxiv
WITH length, ids, p, date,
     CASE right(left(arxiv, 5), 1)
       WHEN '.' THEN '20' + left(arxiv, 2) + '-' + right(left(arxiv, 4), 2)
       ELSE left(date, 7)
     END AS month
WITH length, ids,
     left(CASE left(date, 7) WHEN month THEN date ELSE month END, length) AS period,
     count(p.id) AS of
OPTIONAL MATCH (n:Method|Dataset|Metric|Task {kg: $kg})<-[e]-(p:Paper)
WHERE n.id IN ids AND left(
    CASE
      WHEN right(left(coalesce(p.arxiv, ''), 5), 1) <> '.' THEN coalesce(p.date, '')
      WHEN left(coalesce(p.date, ''), 7)
        = '20' + left(p.arxiv, 2) + '-' + right(left(p.arxiv, 4), 2) THEN p.date
      ELSE '20' + left(p.arxiv, 2) + '-' + right(left(p.arxiv, 4), 2)
    END,
    length
  ) = period
RETURN CASE WHEN period <> '' THEN period END AS period,
       count(DISTINCT p.id) AS papers,
       of,
       count(DISTINCT CASE type(e) WHEN 'INTRODUCES' THEN p.id END) AS introduce,
       count(DISTINCT CASE
         WHEN type(e) IN ['USES', 'EVALUATES_ON', 'TRAINS_ON', 'REPORTS', 'ADDRESSES'] THEN p.id
       END) AS use,
       count(DISTINCT CASE type(e) WHEN 'COMPARES_WITH' THEN p.id END) AS compare,
       count(DISTINCT CASE type(e) WHEN 'MENTIONS' THEN p.id END) AS mention
ORDER BY period IS NULL, period
