"""A small real HTTP server that speaks the OpenAI chat protocol and fails on demand."""
