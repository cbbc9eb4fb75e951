"""Kinds of XML beyond those of PubMed, JATS and OAI-PMH: an element in, its fields out.

endnote         EndNote's and Mendeley's libraries
anthology       the data of the ACL Anthology
dblp            dblp.xml, and persons and searches of DBLP
mods            MODS of libraries
plain_elements  a list of papers of any other making: fields by the names of elements
"""
