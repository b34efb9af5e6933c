"""Text to mentions to quantities; the lexicons are data files."""
