"""Word files: writing, reading, comments, check list, marked copy."""
