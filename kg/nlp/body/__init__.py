"""What the body of a paper adds to what its title and abstract say.

windows         paragraphs of a section, as texts of the length of an abstract
body_entities   what the model finds in them, joined with the entities of the abstract
"""
