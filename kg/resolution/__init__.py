"""Which names denote one entity: names of papers in, nodes out, all pure functions.

    Extractions                          ledger of judgements
        |                                        |
    name_mentions    surface forms and uses of   |
        |            names, added up             |
    senses           short names by sense  <-----+
        |  homonyms        a paper's sense from its words
        |  acronym_senses  a paper's sense from what it spells out
        |                                        |
    blocking         rules judge the names       |
        |            of a block                  |
    clustering       joins what is the same  <---+
        |            unless it is different
    canonical        cluster -> node: name, aliases, parent
        |  ids             name -> id
    resolve          all of the above: Mentions -> Resolution

`rules` lists the rules with their versions; each judgement carries one (`kg.core.judgement`).
The index of a graph directory resolves only the names that share a blocking key with a name
that changed.
"""
