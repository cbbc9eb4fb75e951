"""The body of papers in XML: publishers' JATS, and TEI as GROBID makes it of PDF.

::

    Element (xml.etree)
      | jats_body, tei_body      its sections, tables and bibliography as LaTeXML would mark them
      | page_parts               elements of such a page
      v
    FullText                     kg.ingest.latexml reads it from there like any page
"""
