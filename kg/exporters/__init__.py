"""A graph as files for people and other programs, and as objects of other libraries.

PropertyGraph (a fold of papers, a store, a graph file)
    |
    |-- html_page           one page, no network: the graph drawn, its sentences to click
    |     overview            which nodes it shows, and results folded into edges
    |     communities/        what belongs together, what it is called, where it stands
    |     layout              where nodes stand
    |     page_data           what its script needs, as JSON
    |     first_evidence      which sentences a page of very many links keeps
    |     page/               the scripts, style and template
    |     webgl/              sigma.js in one file, for large graphs, and what it is made of
    |-- inline_page         the page as the output of a notebook
    |-- graph_widget        the same as a widget, which knows what is selected
    |-- formats/            GraphML, GEXF, DOT, CSV, Parquet, RDF (N-Triples, JSON-LD), BibTeX,
    |                       CSL-JSON, logs of Every Eval Ever
    |-- canonical_jsonl     a node or edge a line, equal graphs byte for byte; read back too
    |-- cypher, neo4j-admin are written by kg.store.neo4j
    |
    |-- networkx_graph      a MultiDiGraph of plain values, which every networkx writer takes
    '-- data_frames         two pandas tables, of nodes and of edges

output_files   Written counts what is in a file; kg.core.output_path writes it whole or not at all
"""

from kg.exporters.output_files import Written

__all__ = ["Written"]
