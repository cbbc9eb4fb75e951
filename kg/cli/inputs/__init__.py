"""Commands that make or feed a graph: build, extract, demo; fetch, watch; and formats."""
