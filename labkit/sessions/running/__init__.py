"""How a session is run: stages in order, each only where something that it depends on has changed."""
