"""Tasks: what people want to remember."""
