"""How often each way of comparing before with after cries wolf, and how often its interval holds the truth.

Made-up series whose truth is known: 2,000 a row, seeds fixed. Peers: Student's t-test of both sides; segmented regression by
ordinary least squares (OLS), and with the errors of Newey and West (HAC, 4 lags).
"""

import time
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import t as student
from scipy.stats import ttest_ind

from labkit.statistics.series.interrupted import interrupted, stepped

TIMES, PART, LEVEL, LAGS, START = 2_000, 250, 0.05, 4, 100
WEEK = (1.5, 0.0, -0.5, 0.0, 1.0)
YEAR = tuple(np.sin(2 * np.pi * np.arange(12) / 12))


@dataclass(frozen=True)
class World:
    """How series are made: periods before and after, likeness of neighbours, fall per period in standard deviations.

    ``second`` is the likeness of those two apart that the neighbours do not explain (what the model does not know); ``noise`` is the share of the variance that each period has of its own; ``season`` a pattern that returns, of which the
    analysis knows the days (``days``) or nothing; ``controlled``: the series is the difference of two offices.
    """

    name: str
    sides: tuple[int, int]
    correlation: float = 0.5
    second: float = 0.0
    fall: float = 0.02
    heavy: bool = False
    noise: float = 0.0
    season: tuple[float, ...] = ()
    days: bool = False
    controlled: bool = False

    @property
    def after(self):
        """Tell which periods come after the change."""
        return np.arange(sum(self.sides)) >= self.sides[0]


WORLDS = (World("60 + 60 days", (60, 60)), World("24 + 24 months", (24, 24), fall=0.08))
OTHERS = (
    *(
        replace(world, name=f"{world.name}, AR {rho}", correlation=rho)
        for world in WORLDS
        for rho in (0.0, 0.3, 0.7, 0.9)
    ),
    replace(WORLDS[0], name="60 + 60 days, no trend", fall=0.0),
    replace(WORLDS[0], name="60 + 60 days, weekday pattern", season=WEEK, days=True),
    replace(WORLDS[0], name="60 + 60 days, heavy tails (t, 3)", heavy=True),
    replace(WORLDS[0], name="60 + 60 days, AR 0.8, half noise", correlation=0.8, noise=0.5),
    replace(WORLDS[1], name="24 + 24 months, AR 0.8, half noise", correlation=0.8, noise=0.5),
    *(replace(world, name=f"{world.name}, AR 0.4 and 0.3", correlation=0.4, second=0.3) for world in WORLDS),
    replace(WORLDS[1], name="24 + 24 months, a year's pattern", season=YEAR),
    *(World(f"12 + 12 weeks, AR {rho}", (12, 12), correlation=rho, fall=0.1) for rho in (0.0, 0.5, 0.7)),
    *(World(f"8 + 8 weeks, AR {rho}", (8, 8), correlation=rho, fall=0.1) for rho in (0.0, 0.5, 0.7)),
    *(World(f"{n} + {n} with an unchanged office", (n, n), fall=0.0, controlled=True) for n in (60, 24, 12)),
)


def made(seed, count, world, effect=0.0):
    """Return ``count`` series, a column each, of standard deviation 1 around trend, pattern and effect."""
    rng, periods = np.random.default_rng(seed), sum(world.sides)
    size = (periods + START, count)
    drawn = rng.standard_t(3, size) / np.sqrt(3) if world.heavy else rng.standard_normal(size)
    one, two = world.correlation, world.second
    slow = drawn * np.sqrt((1 + two) * ((1 - two) ** 2 - one**2) / (1 - two))
    for at in range(2, len(slow)):
        slow[at] += one * slow[at - 1] + two * slow[at - 2]
    slow = slow[START:]
    own = rng.standard_normal((periods, count)) if world.noise else 0.0
    pattern = np.resize(world.season or (0.0,), periods)
    known = pattern - world.fall * np.arange(periods) + effect * world.after
    return np.sqrt(1 - world.noise) * slow + np.sqrt(world.noise) * own + known[:, None]


def default(world, series):
    """Return what labkit estimates of each series."""
    place = np.arange(len(series))
    seasons = place % len(world.season) if world.days else None
    if world.controlled:
        return stepped(series, world.after, place, seasons)
    return interrupted(series, world.after, place, seasons).average


def parts(world, times, effect=0.0):
    """Yield the series of a world in parts that fit the memory."""
    for seed in range(0, times, PART):
        yield made(seed, min(PART, times - seed), world, effect)


def intervals(world, times, effect):
    """Return value, low and high of each series."""
    found = [default(world, series) for series in parts(world, times, effect)]
    return tuple(np.concatenate([getattr(one, name) for one in found]) for name in ("value", "low", "high"))


def coverage(world, times, effect):
    """Return the share of intervals that hold the truth, and their width beside that of one who knows how all varies."""
    value, low, high = intervals(world, times, effect)
    known = 2 * student.ppf(1 - LEVEL / 2, np.inf) * value.std()
    return float(((low <= effect) & (effect <= high)).mean()), float(np.median(high - low) / known)


def rates(world, times):
    """Return how often each way finds an effect at 5 % where there is none."""
    found = {}
    for series in parts(world, times):
        ways = {"default": default(world, series).p, "t-test": _t_test(world, series), **_regressions(world, series)}
        for name, p in ways.items():
            found.setdefault(name, []).append(p < LEVEL)
    return {name: float(np.mean(np.concatenate(one))) for name, one in found.items()}


def _t_test(world, series):
    return ttest_ind(series[world.after], series[~world.after]).pvalue


def _regressions(world, series):
    """Return p of the same difference by ordinary least squares, plain and with Newey-West errors."""
    place, after = np.arange(len(series)), world.after
    time = place - world.sides[0] + 0.5
    trend = [] if world.controlled else [time, after * time]
    own = [place % len(world.season) == one for one in range(1, len(world.season))] if world.days else []
    design = np.column_stack([np.ones(len(place)), after, *trend, *own]).astype(float)
    contrast = np.zeros(design.shape[1])
    contrast[1] = 1
    if trend:
        contrast[3] = time[after].mean()
    weights = design @ np.linalg.solve(design.T @ design, contrast)
    rest = series - design @ np.linalg.lstsq(design, series, rcond=None)[0]
    freedom = len(place) - design.shape[1]
    plain = (rest**2).sum(axis=0) / freedom * (weights @ weights)
    scores = weights[:, None] * rest
    lagged = [2 * (1 - lag / (LAGS + 1)) * (scores[lag:] * scores[:-lag]).sum(axis=0) for lag in range(1, LAGS + 1)]
    robust = ((scores**2).sum(axis=0) + sum(lagged)) * len(place) / freedom
    value = np.abs(weights @ series)
    return {name: 2 * student.sf(value / np.sqrt(one), freedom) for name, one in (("OLS", plain), ("HAC", robust))}


def rows(times=TIMES):
    """Yield name, CPU seconds, and the rates."""
    for world in (*WORLDS, *OTHERS):
        before = time.process_time()
        found = rates(world, times)
        told = "false positives " + ", ".join(f"{name} {rate:.1%}" for name, rate in found.items())
        if world in WORLDS:
            found = [(effect, *coverage(world, times, effect)) for effect in (0.0, 2.0)]
            held = ", ".join(f"{rate:.1%} (effect {effect:g})" for effect, rate, _ in found)
            told += f"; goal default <= 8 %; interval holds the truth {held}, goal >= 92 %; width {found[0][2]:.2f} of known"
        yield world.name, time.process_time() - before, told


if __name__ == "__main__":
    for row in rows():
        print(*row, flush=True)
