"""The forms in which nodes and edges travel, alike for all stores.

Node, Edge
   |
   +--> rows          flat rows and back; canonical order; what is not in the schema is refused
   |      +--> batches    rows in batches, two ordered streams merged, strings set aside on disk
   +--> hashes        64 bits of all that a node or an edge holds
   |      +--> checksums  counts and sums of hashes, by label and type: are two graphs equal?
   +--> search_key    the words by which a node is found
   +--> arrow_schema  the types of their columns in Parquet
rows of an answer
   +--> table         plain values that JSON and pandas take

spilling_map          values by key in bounded memory, the rest in a temporary file
waiting               attempts repeated until a time limit
"""
