"""Papers in PDF: text and tables from where the words stand, evidence in fields as for HTML.

::

    bytes
      | pdf_files        a process of its own opens them: pdf_child
      | pdf_glyphs       words, ruled lines and pictures of each page (pypdfium2): pdf_content
      v
    PdfPage
      | text_rows        words on one baseline
      | ruled_grids      what stands between ruled lines as cells: grid_cells, grid_spans
      | page_columns     the rest as lines in reading order, without heads, feet and footnotes
      | first_page       title, authors, abstract
      | text_blocks      headings, paragraphs, captions; hyphens at line ends
      | pdf_references   entries of the bibliography, citations
      v
    pdf_page             a page with the marks of LaTeXML, which kg.ingest.latexml reads
"""
