"""Extractions in, nodes and edges out: the graph as a pure fold of papers.

    readings of papers (kg.papers) + what their names resolve to (kg.resolution)
          |
          v
    paper_subgraph    one paper -> PaperSubgraph: its node, its result nodes, its edges
          |           with evidence, all ids resolved; made once, then carried to the index,
          |           the embedded database and the server
          v
    fold              all papers -> FoldedGraph: nodes and edges in canonical order
          |
          +--> neighbourhood   the part of a graph within some hops of some nodes
          +--> selection       what some papers state, or what is of some types
          +--> audit           whether every edge has evidence that stands in its paper

Nothing here reads or writes a file; the room knows no database.
"""
