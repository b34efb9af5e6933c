"""The verifier: binds the figures of a text to facts and says what it finds."""

from assistant.verification.verifier import verify

__all__ = ["verify"]
