"""How whole columns are searched for personal data; ``privacy.scan`` is the way in."""
