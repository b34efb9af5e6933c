"""Last year's summary carried over: its sentences with this year's figures."""
