"""Relations that a text states between its entities."""
