"""Numbers of a text, and what each is the value of."""
