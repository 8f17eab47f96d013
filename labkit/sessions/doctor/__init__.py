"""The doctor: is this computer ready for labkit; what to do where it is not."""
