"""Pages that LaTeXML made of papers, as arXiv and ar5iv serve them: full texts and their tables.

element of the page
    | visible_text     what a reader sees of it, in runs with their style
    | table_grids      tabular elements -> `kg.core.paper_tables.Table`, spans expanded
    | captions         which caption belongs to which of them
    v
Table
"""
