"""Models and the way to them: settings, keys, what may leave, faults, the stub, tokens."""
