"""Fields of a paper as sources write them, each read into what a `Document` holds.

columns        which key of a record holds which field: synonyms, and a mapping of the user's
plain_text     titles and abstracts: line breaks; html_text, markdown_text, latex_text: marks
id_fields      arXiv ids, DOIs and their like, under every usual key
date_fields    days, months and years in every usual form
author_fields  names from lists and objects; author_names: those of one string
author_details ORCID and affiliations from objects of authors
language       whether a text is English
notices        withdrawals, and answers of services that are no papers
"""
