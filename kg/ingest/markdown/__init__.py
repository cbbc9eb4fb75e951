"""Papers in Markdown: daily lists, awesome lists, notes with fields before them.

text
  | markdown_papers     told apart from other text; fields before it; what is no paper left out
  | markdown_sections   a title and what stands below it; markdown_titles: which lines are titles
  | markdown_tables     rows of tables
  v
Record
"""
