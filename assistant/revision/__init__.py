"""The draft's history, and what a person does to it.

What cannot be done (a locked section, a name that nothing has, a disk that is full) is an
AssistantError that says what to do; the step is then not done at all.
"""
