"""What the model may do: each tool has closed arguments and works on the tasks of one user."""
