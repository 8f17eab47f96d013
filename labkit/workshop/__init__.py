"""Floor 5: exercises of a workshop: asked, checked, hinted at, solved; other data at every seat."""
