"""Readers, one a format: an opened input in, its records out, each with the line it starts on.

A reader leaves fields as they are, under the names that its format has for them;
`kg.ingest.documents` reads them. What cannot be read is a `Problem`; what a format cannot go on
after is an `InputError`.
"""
