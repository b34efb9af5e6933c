"""Whether a text agrees with itself."""
