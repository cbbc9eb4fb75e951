"""How good the extractor is: labelled papers, scores that add up, and cross-validation."""
