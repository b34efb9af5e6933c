"""Binding figures to facts, verdicts, the leak test, the report and its formats."""
