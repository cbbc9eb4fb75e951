"""Commands that read files of papers: build, extract, demo, and formats."""
