"""Conversations: what a user and the assistant said to each other, kept until the user deletes it."""
