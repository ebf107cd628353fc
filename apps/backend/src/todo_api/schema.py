"""The schema of the database that every table of this API is in."""

# Of our own, so that no table of the frontend or of an older version of the app is in the way.
SCHEMA = "todo_api"
