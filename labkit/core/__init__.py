"""Floor 0: errors, findings, specs, yaml, expressions, results, value types, plugs, engines, files, resources."""
