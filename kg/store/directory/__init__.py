"""The graph directory: append-only records, and an index that follows from them.

extractions --append_papers--> graph_directory   opens, writes, removes; one writer at a time
                                  |       directory_lock    the lock of the writer
      +---------------------------+       directory_state   a hash of all files; view; database
      v
log              segments of records, a line a paper      compact  rewrites the log
ledger           judgements about names and results, a line each
      |
      v
index/           the index, brought from one state of the files to the next
      +--> paper_versions   which readings make up which paper, and where they stand
      +--> paper_cache      readings and subgraphs at hand, so that none is decoded twice
      |
      v
pending_changes  nodes and edges that the embedded database lacks     -> ladybug/
snapshot         hashes of the graph first, then only what differs    -> neo4j/
"""
