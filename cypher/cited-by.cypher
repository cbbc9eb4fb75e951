// Which papers cite a paper, and with which words?
//
// The paper may be one that was read or one that others cite. times counts the places where it is
// cited.
//
// $paper string: id, arXiv id or title of the paper, or a part of it (the first title that has it)
// $limit int = 200: most rows
//
// -> paper, title, date, times, sentence, cited, cited_title
WITH toLower($paper) AS wanted
MATCH (p:Paper {kg: $kg})
WHERE toLower(p.id) = wanted OR 'arxiv:' + p.arxiv = wanted OR toLower(p.title) CONTAINS wanted
WITH p,
     CASE
       WHEN wanted IN [toLower(p.id), toLower(p.title), 'arxiv:' + p.arxiv] THEN 0
       ELSE 1
     END AS part
ORDER BY part, p.title, p.id
LIMIT 1
MATCH (p)<-[c:CITES]-(q:Paper)
RETURN q.id AS paper,
       q.title AS title,
       q.date AS date,
       c.support AS times,
       c.sentence AS sentence,
       p.id AS cited,
       p.title AS cited_title
ORDER BY date IS NULL, date DESC, paper
LIMIT $limit
