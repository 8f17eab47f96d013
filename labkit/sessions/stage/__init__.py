"""The steps that guided notebooks call, a file for each part of the way; ``sessions.stages`` puts them together."""
