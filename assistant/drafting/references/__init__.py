"""Figure references: their grammar, their rendering, and bare figures bound to facts."""
