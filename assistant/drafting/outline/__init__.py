"""Outlines, the plan of what each section tells, and a draft assembled as a document."""
