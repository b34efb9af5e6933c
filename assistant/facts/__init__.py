"""The facts file, its checks and its derived facts."""
