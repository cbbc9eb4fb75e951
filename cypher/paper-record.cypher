// Who wrote a paper, when, where is it, and what is its abstract?
//
// $paper string: id of the paper
//
// -> paper, title, date, authors, orcids, byline, categories, arxiv, doi, url, abstract
MATCH (p:Paper {kg: $kg, id: $paper})
RETURN p.id AS paper,
       p.title AS title,
       p.date AS date,
       p.authors AS authors,
       p.orcids AS orcids,
       p.byline AS byline,
       p.categories AS categories,
       p.arxiv AS arxiv,
       p.doi AS doi,
       p.url AS url,
       p.abstract AS abstract
ORDER BY paper
