"""Authors of papers: what sources give beside their names.

author_records  ORCID and affiliations of an author, of several readings united by name
affiliations    the field of a paper that lists affiliations, and the institution in each
catalogued      authors and subjects as keys of nodes
"""
