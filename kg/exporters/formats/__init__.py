"""Files for programs that are not ours: each format one walk over nodes and edges."""
