from itertools import combinations

import pytest

from charts import theme
from charts.theme import luminance

# How colours look to people without red or green cones (Viénot, Brettel and Mollon 1999), on linear RGB.
DICHROMATS = {
    "protanopia": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deuteranopia": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}
BOTH = pytest.mark.parametrize("colors", [theme.LIGHT, theme.DARK], ids=["light", "dark"])


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def linear(color: str) -> list[float]:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def seen(color: str, eyes: str) -> tuple[float, float, float]:
    """CIE L*a*b* of a colour as these eyes see it."""
    red, green, blue = (
        sum(w * p for w, p in zip(row, linear(color), strict=True)) for row in DICHROMATS[eyes]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (max(x, 0), y, max(z, 0)))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@BOTH
def test_words_can_be_read_on_their_ground(colors):
    """Everything that is written has a contrast of at least 4.5, status words on their tint too."""
    for color in (colors.text, colors.muted, colors.accent, *colors.lines, *colors.status.values()):
        assert contrast(color, colors.paper) >= 4.5, color
    for id, color in colors.status.items():
        assert contrast(color, colors.status_fill[id]) >= 4.5, id
    for band in colors.bands:
        assert contrast(colors.muted, band) >= 4.5


@BOTH
@pytest.mark.parametrize("eyes", DICHROMATS)
def test_lines_stay_apart_for_colour_blind_eyes(colors, eyes):
    """Any two of the four line colours differ clearly, with and without red and green cones."""
    for one, other in combinations(colors.lines, 2):
        distance = sum((a - b) ** 2 for a, b in zip(seen(one, eyes), seen(other, eyes), strict=True)) ** 0.5
        assert distance > 20, (one, other, distance)


@BOTH
def test_the_more_is_missing_the_more_a_cell_stands_out(colors):
    """Done is nearly the page, and each bin stands out more than the one before, without colour too."""
    against = [contrast(fill, colors.paper) for fill, _ink in colors.gap]
    assert against == sorted(against)
    assert against[0] < 1.3
    for eyes in DICHROMATS:
        pairs = combinations([fill for fill, _ink in colors.gap], 2)
        for one, other in pairs:
            assert sum((a - b) ** 2 for a, b in zip(seen(one, eyes), seen(other, eyes), strict=True)) > 64


@BOTH
def test_figures_stand_out_on_every_cell(colors):
    """The figure of each bin has a contrast of at least 4.5 on its cell."""
    assert all(contrast(ink, fill) >= 4.5 for fill, ink in colors.gap)


@BOTH
def test_the_word_for_what_is_not_reported_stands_out_on_its_stripes(colors):
    """未报 is readable on the lighter and on the darker of the stripes behind it."""
    assert min(contrast(colors.muted, ground) for ground in (colors.paper, colors.grid)) >= 4.5


def test_a_status_has_its_icon():
    """The three status colours come with three different icons."""
    assert set(theme.STATUS) == {"good", "warn", "bad"}
    assert len({status.icon for status in theme.STATUS.values()}) == 3
