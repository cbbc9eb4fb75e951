"""Records and vocabulary of the whole package: what every other room imports.

    errors             the tree of errors, from KGError
    schema             labels, edge types, properties: what may join what
        |
    types              Document -> Extraction (Entity, Result, Relation) -> Node, Edge
        |
    codec              Extraction <-> a line of JSON, checked on the way in
    extraction_checks  offsets and vocabulary of a record
    extractor          identity of an extractor: name, rank, version
        |
    names              names as strings: keys, slugs, ids of papers
    people/            authors: ORCID and affiliations, and the institutions in these
    paper_tables       tables of a paper: grids of cells with caption
    judgement          decisions that two names denote one entity, or do not
    result_judgement   persons' decisions about results, by the words around a number
    union_find         disjoint sets
    value_text         a value for reading: 12.3 %, 2.8x
    retry_after        the wait that a server asks for

Nothing here reads a file, and nothing knows spaCy, a store or the command line.
"""
