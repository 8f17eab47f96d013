"""The log as a file that people write on for three days: filled, kept with its history, checked. Start reading at ``log_file``."""
