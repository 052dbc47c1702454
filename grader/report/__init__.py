"""One file a format: Report in, text out. Redaction for the audience happens once, before any of them."""
