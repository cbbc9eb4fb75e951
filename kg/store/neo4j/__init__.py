"""The Neo4j server: a graph is pushed, pulled, queried, or written as files for an import.

    PropertyGraph or IndexedGraph (store/directory/snapshot)
       |
       v
    push              compares hashes on both sides; writes what is missing, removes the rest
       +--> server_schema     keys and indexes, made or brought to their definition of today
       +--> server_lock       one push at a time, renewed while it lasts
       +--> server_state      counts, checksums and hashes that the server holds
       +--> rehash            hashes computed again from all that it holds (--thorough)
       +--> batch_writer      rows in batches, one on its way while the next is gathered
       |        server_rows   what of a node is ours, beside what users add
       +--> directory_files   the files of the graph directory, in pieces; pull brings them back
       |        |
       |        v
       |    neo4j_cypher      every statement; labels and types come from kg.core.schema
       v
    connection        one graph in one database; the driver's errors as ours
    neo4j_store       the Store over that connection

    cypher_script, import_csv   the graph as a script, or as CSV for the offline importer

The only room that imports the driver.
"""
