r"""Papers as LaTeX source: a .tex file, or a tar archive such as arXiv's e-prints.

::

    bytes
      | tex_sources      the main file with what it inputs in its place; what archives may hold
      | tex_converters   LaTeXML or pandoc, called in a folder of its own with bounds
      v
    HTML of LaTeXML, or JATS
      | tex_papers       read by kg.ingest.latexml and kg.ingest.readers.xml_records
      v
    Record
"""
