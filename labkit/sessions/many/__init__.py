"""Sessions of many teams: every workspace below a folder, several at a time, each in a process of its own."""
