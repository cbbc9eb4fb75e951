"""The index of a graph directory, ``index.db``: what follows from its records.

index_update     brings the index from one state of the files to the next, in one transaction
  +--> index_schema     its tables
  +--> decision_index   what persons decided about papers, and the papers that it changes
  +--> cluster_index    names and their clusters, resolved again where something changed
  +--> name_index       the words of names
  +--> citation_index   the papers that papers cite, and who cites them
"""
