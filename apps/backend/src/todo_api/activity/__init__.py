"""The log of changes to tasks: who changed what, and how it is undone."""
