"""One page for managers: the status of all areas in a single file, with neither server nor network."""
