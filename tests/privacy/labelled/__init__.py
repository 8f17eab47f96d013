"""Made-up tables of Taiwanese agencies that know where their personal data stands, and a score of what a scan finds.

Nothing here knows how the detector works; all values are drawn from a seed.
"""

from .columns import Labelled
from .score import score
from .tables import tables

__all__ = ["Labelled", "score", "tables"]
