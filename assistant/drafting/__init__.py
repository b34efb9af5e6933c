"""Outlines, prompts, budget, the model writer, the offline writer and the repair loop."""
