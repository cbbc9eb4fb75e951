"""Bodies of papers: their records, the text of each of their fields, and their JSON.

full_text         sections, paragraphs, figures, references
table_text        a table as lines of text, in which a cell has offsets
full_text_codec   a body <-> an object of JSON
"""
