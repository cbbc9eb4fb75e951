"""What a person asks for, end to end: the front of the library."""
