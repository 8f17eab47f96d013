"""Floor 6: the command line; thin calls of the library."""
