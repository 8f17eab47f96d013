"""Families of file formats that the gate looks through: one file each."""
