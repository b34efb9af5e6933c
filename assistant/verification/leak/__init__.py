"""The parts of the leak test; ``assistant.verification.leaks`` is its entrance."""
