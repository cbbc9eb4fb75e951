"""Extractors that take the model's place: anything that maps Documents to Extractions.

    Document
        |
        v
    a function of yours      Iterable[Document] -> Iterable[Extraction]
      or chat_extractor        asks an OpenAI-compatible endpoint (extra `llm`)
           chat_client           one request, with retries and a time limit
           grounding             names in the answer -> spans of the text, or dropped
        |
        |  named_extractor     its name, rank and version; checks that every paper comes back
        v                      once, with offsets and vocabulary of its own text
    Extraction, marked "rank:name@version"

    extractor_loading        "module:function" of the command line -> the function

The spaCy pipeline of `kg.nlp` needs none of this: it is the extractor where none is given.
"""
