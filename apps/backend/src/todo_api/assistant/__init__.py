"""The assistant: a model of Cohere's that works on the user's tasks, within limits that this side enforces."""
