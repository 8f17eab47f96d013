"""Horizontal bars from zero, labelled with their numbers: long Chinese names stay readable."""

from __future__ import annotations

from labkit.charts.bars import lying_bars
from labkit.charts.chart import ChartKind
from labkit.charts.words import highest

BAR = ChartKind(label="長條圖", paint=lying_bars, finding=highest)
