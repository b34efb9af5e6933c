"""The draft's history, and what a person does to it."""
