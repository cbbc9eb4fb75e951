"""Commands that read files of papers, or fetch them: build, extract, demo, fetch, and formats."""
