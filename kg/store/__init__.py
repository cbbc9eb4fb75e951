"""Where graphs are kept and queried: one contract, three homes.

    extractions ----> directory/   the records, their log and index: all else follows from them
                         |
          PaperSubgraph, GraphParts (kg.graph)
                         |
             +-----------+-----------+
             v                       v
         ladybug/                 neo4j/
      an embedded database     a server, a script or CSV for one
             |                       |
             +-----> contract <------+     what every store can do
                         ^
    named_queries   cypher/*.cypher with their parameters
    opening         the store that a URL or path names
    guard/          whether a statement of a user only reads
    codec/          rows, hashes, checksums, batches and search keys, which all of them share

`codec` is the ground floor; then come `guard`, `directory`, `ladybug` and `neo4j`.
"""

from kg.store.codec.table import Table
from kg.store.contract import Counts, Store, is_server
from kg.store.opening import open_store

__all__ = ["Counts", "Store", "Table", "is_server", "open_store"]
