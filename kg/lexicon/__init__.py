"""Curated knowledge of names: what is known before any paper is read.

    data/*.tsv       made by hand, but for the counts; each under a header that says by whom
        |
    data_tables      rows of a table
        |
        +-- word_counts      how common a word is; similarity of two texts by their words
        |       |
        |   name_tokens      name -> words, numbers, signs
        |   typing_errors    word -> the word that was meant
        |       |
        +-- entries          methods, datasets, metrics and tasks with their aliases
        |       |
        |   acronyms         does one name abbreviate the other?
        |   normalize        name -> its spelling, expanded and corrected forms
        |   variants         name -> its parents: the name without version or size
        |   known_names      name -> its entry; pairs known to differ
        |   cannot_link      do two names differ by a version or a size?
        |   name_distance    how far apart two names are
        |   suggestions      what a mistyped name may mean
        |
        +-- metrics          name of a metric -> whether higher is better

    condition_words      words for split, version, image size, shots, languages, in texts and names

Extraction asks whether a name is known; resolution asks which names are one.
"""
