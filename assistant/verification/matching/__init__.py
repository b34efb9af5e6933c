"""Which fact a figure states: the index of the facts, the scores, the rivals, the assignment."""
