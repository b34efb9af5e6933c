"""Prompts and rounds: a whole draft or one section written, checked, mended and measured."""
