"""Replay: a frozen session made once more from the files that its manifest names, and compared with it, byte for byte."""
