"""Surface forms, all occurrences of one spelling in a paper, and what is measured of them.

    NetworkScores, text
      | surface_features  SurfaceForm; its measures
      | surface_words     its words and those beside it
      | coref_features    pairs that may be one entity; their measures
      | parting_words     the words that two forms share, and those that part them
      v
    what the classifiers of forms and of pairs read

`kg.nlp.mentions.decode` asks for all of them.
"""
