"""Contrast of two colours.

Source: W3C, Web Content Accessibility Guidelines 2.1, relative luminance and contrast ratio; 1.4.11 asks 3:1 of
graphics, 1.4.3 asks 4.5:1 of text.
"""

from __future__ import annotations

GRAPHICS, TEXT = 3.0, 4.5
RGB = tuple[float, float, float]
RED, GREEN, BLUE = 0.2126, 0.7152, 0.0722
KNEE = 0.04045


def rgb(colour: str) -> RGB:
    """Return the parts of ``#rrggbb``, each from 0 to 1."""
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


def luminance(colour: RGB) -> float:
    """Return the relative luminance of an sRGB colour: 0 is black, 1 is white."""
    red, green, blue = (part / 12.92 if part <= KNEE else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return RED * red + GREEN * green + BLUE * blue


def contrast(one: RGB, other: RGB) -> float:
    """Return the contrast ratio, from 1 (the same) to 21 (black on white).

    >>> round(contrast(rgb("#12436D"), rgb("#FFFFFF")), 2)
    10.25
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def text_colour_on(ground: RGB) -> str:
    """Return white or near black, whichever is read better on ``ground``."""
    return max(("#FFFFFF", "#1D1D1D"), key=lambda ink: contrast(rgb(ink), ground))
