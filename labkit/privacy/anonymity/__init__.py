"""How rows become alike: hierarchies, global and local recoding; ``privacy.anonymize`` is the way in."""
