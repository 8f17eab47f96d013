"""How many who are alone in a sample would be alone in the population: estimates from the sizes of the sample's classes.

Rule and models: Dankar, El Emam, Neisa, Roffey, Estimating the re-identification risk of clinical data sets (BMC Med. Inform. Decis. Mak.
2012): Pitman's model for samples of at most a tenth (Hoshino 2001), else Zayatz's (1991) estimate.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from labkit.privacy.anonymity.demand import Ids

TENTH = 0.1
Floats = npt.NDArray[np.float64]


def population_uniques(sizes: Ids, sampling: float) -> float:
    """Return the estimated share of the population that is alone in its class, 0 to 1.

    ``sizes`` are the classes of the sample, ``sampling`` its share of the population.
    """
    alone = int((sizes == 1).sum())
    if not alone:
        return 0.0
    if sampling >= 1:
        return alone / int(sizes.sum())
    found = _pitman(sizes, sampling) if sampling <= TENTH else None
    return min(1.0, zayatz(sizes, sampling) if found is None else found)


def zayatz(sizes: Ids, sampling: float) -> float:
    """Return the share by Zayatz: of the sample's unique classes, those that Bernoulli sampling leaves unique in the population.

    >>> zayatz(np.array([1, 1, 2, 4]), 1.0)
    0.25
    """
    tally = np.bincount(sizes)
    size = np.arange(len(tally))
    seen_once = tally * size * sampling * (1 - sampling) ** np.maximum(size - 1, 0)
    stays = seen_once[1] / seen_once.sum()
    return float(tally[1] * stays / sizes.sum())


def _pitman(sizes: Ids, sampling: float) -> float | None:
    """Return the share by Pitman's sampling formula, its parameters by maximum likelihood; None where none are found."""
    from scipy.optimize import minimize  # noqa: PLC0415
    from scipy.special import gammaln  # noqa: PLC0415

    rows, classes = int(sizes.sum()), len(sizes)
    size, tally = np.unique(sizes, return_counts=True)

    def unlikely(parameters: Floats) -> float:
        alpha, theta = 1 / (1 + np.exp(-parameters[0])), np.exp(parameters[1])
        steps = np.log(theta + alpha * np.arange(1, classes)).sum()
        per_class = (tally * (gammaln(size - alpha) - gammaln(1 - alpha))).sum()
        return float(-(steps - (gammaln(theta + rows) - gammaln(theta + 1)) + per_class))

    found = minimize(unlikely, np.array([0.0, np.log(max(1.0, classes / 10))]), method="Nelder-Mead")
    alpha, theta = 1 / (1 + np.exp(-found.x[0])), np.exp(found.x[1])
    persons = rows / sampling
    share = np.exp(gammaln(theta + 1) - gammaln(theta + alpha) + (alpha - 1) * np.log(persons))
    return float(share) if found.success and np.isfinite(share) else None
