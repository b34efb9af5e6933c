"""Many units in one run: a job ledger, limits, engines, and a summary of what came out."""
