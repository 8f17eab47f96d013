"""The boards of a workshop: a file for each kind; the folder is the register."""
