"""The commands: thin, one file each; they parse, call a function below, and print."""
