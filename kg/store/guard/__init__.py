"""Whether a statement that a user wrote may run, decided before any engine sees it.

    text of a statement
       |
       v
    cypher_tokens     words, names, strings, numbers, signs; refuses what engines read differently
       |
       v
    read_only         which clauses and calls the tokens make; refuses all that is not listed
       ^
       |
    allowed_names     the lists: clauses, functions and procedures of each engine

What passes is handed to the engine without its comments, token for token, so that the engine
reads what was checked.
"""
