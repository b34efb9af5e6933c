"""The terminal program. Its modules import Textual, so they are imported only when it runs."""
