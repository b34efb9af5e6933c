"""The page for the whole office: drafts revised, reviewed and signed in a browser, on this computer."""
