"""What a person asks for, end to end: the front of the library.

files of papers or records
    |  distinct_papers      each paper once, to be read or read already
    v
build                       reads what is new, appends it, updates database and server
    |                       (extract: the same reading, without a graph; watch: a fetch from
    |                       services of kg.services, a build, and what is new)
    v
graph_handle                Graph: one object for one graph, its methods all below
    |
    |-- questions             find, leaderboard, gaps, ... of kg.questions
    |-- export_graph          export: the graph, or what is near a node, as a file
    |-- name_explanations     why: what makes two names one node
    |-- name_decisions        merge, split, undo: manual decisions about names, and their withdrawal
    |-- result_decisions      judge: manual decisions about results
    |-- name_doubts           unsure: pairs of names or papers, or results, worth a manual decision
    |-- paper_decisions       papers of one title: those left open, merge and split of their ids
    |-- removal               remove: papers out of the graph
    |-- diff                  diff: what differs between two states of a graph
    '-- sync                  push and pull: graph directory <-> Neo4j server
"""
