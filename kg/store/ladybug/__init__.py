"""The embedded database: one file in the graph directory, made from its records.

    GraphDirectory
       |
       v
    projection        is the database up to date? changes it, or makes it again in one walk
       |
       +--> disk_room         is there room to write? the engine ends the process where it is not
       +--> database_update   a few changes, by keys and rows in Parquet files
       +--> parquet           a whole graph as Parquet files, one table a label or kind of edge
       |        |
       |        v
       |    ladybug_cypher    statements that declare, load, change and search the tables
       v
    ladybug_store     the Store: replace, change, query, answer, search_names, nodes, edges
       |
       +--> statement         one statement of a user, checked, with the parameters it names
       +--> query_process     runs it in query_child, a process that can only read and answer
       +--> engine            opens, asks and interrupts the engine, in our errors

The only room that imports the engine.
"""
