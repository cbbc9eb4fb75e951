// Which papers have this text in their title?
//
// $text string: the text, in any case
// $limit int = 50: most rows
//
// -> paper, title, date
WITH toLower($text) AS wanted
MATCH (p:Paper {kg: $kg})
WHERE p.read AND toLower(p.title) CONTAINS wanted
RETURN p.id AS paper, p.title AS title, p.date AS date
ORDER BY date IS NULL, date DESC, paper
LIMIT $limit
