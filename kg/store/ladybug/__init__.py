"""The embedded database: one file in the graph directory, made from its records.

    GraphDirectory
       |
       v
    projection        is the database up to date? changes it, or makes it again in one walk
       |
       +--> database_update   a few changes, by keys and rows in Parquet files
       +--> parquet           a whole graph as Parquet files, one table a label or kind of edge
       |        |
       |        v
       |    ladybug_cypher    statements that declare, load, change and search the tables
       v
    statement         one statement of a user, with the parameters that it names
       |
       v
    ladybug_store     the Store: replace, change, query, search_names, nodes, edges

The only room that imports the engine.
"""
