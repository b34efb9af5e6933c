"""Figures that follow from facts: what is reckoned from what, by the words that name it."""
