"""What the body of a paper adds to what its title and abstract say.

::

    Paragraphs of a full text
      | windows         paragraphs of a section, as texts of the length of an abstract
      v
    Extraction of each window, by the same model
      | body_entities   further evidence for entities of the abstract, and new ones
      | body_results    results: names bound by body_names to the entities of the paper
      |   restated_values   numbers that a table or the abstract has already: more evidence
      |   statements        a result in its sentence and clause
      |   stated_results    what speaks against its being a result of the paper;
      |                     foreign_results what shows that it is another's
      v
    Extraction of the paper
"""
