"""What holds for every write: how many there may be, and that a repeated one counts once."""
