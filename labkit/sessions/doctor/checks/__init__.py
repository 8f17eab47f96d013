"""One file for each thing that the doctor looks at; the folder is the register."""
