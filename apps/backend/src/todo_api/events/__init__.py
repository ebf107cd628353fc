"""Tells a user's open windows that something of theirs has changed."""
