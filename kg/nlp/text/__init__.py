"""A text cut into sentences, tokens, numbers, cues and known names."""
