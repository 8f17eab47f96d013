"""Workshop: exercises that are asked, checked and hinted at, with other data at every seat; boards of paper quality; the coach's view of the groups."""
