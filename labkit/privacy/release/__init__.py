"""How the gate looks through files: what a carrier is, tables by column, raw values compared loosely; ``privacy.release_gate`` is the way in."""
