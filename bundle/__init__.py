"""Packs one zip that installs the assistant on a computer without network: ``make bundle PLATFORM=…``."""
