"""What is read off the text alone, by rules, before and beside the network.

    text -> tokens          spaCy tokens so fine that no name begins or ends inside one
         -> sentences       half-open character spans; the title is the first
         -> abbreviations   'long form (LF)' and 'LF (long form)', by Schwartz and Hearst
    sentence -> cues        phrases that show roles ('we propose', 'compared with')
             -> numbers     numeric expressions with value, unit, kind, deviation and interval;
                            `number_patterns`, `number_kinds` and `units` hold their rules
    numbers -> number_pairs which number is the old value of which ('from 33% to 35%')
            -> metric_units whether a unit can be that of a metric: 6 ms is no MRR
    name -> gazetteer       entries of the lexicon with that name, or with its end
         -> listed_names    what the words of a list state of its names ('models such as X and Y')

    spans            Mention and EntityCluster: the values that the stages hand on
    annotated_text   AnnotatedText: text, sentences and clusters together, with the cues, numbers
                     and mentions of each sentence; built once for a document

Everything here is a pure function of strings; only `tokens` knows spaCy.
"""
