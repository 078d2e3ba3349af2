"""Charts as SVG that needs nothing else: it is sharp on a wall, prints, and says each number on hover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from charts import theme
from charts.labels import lines_of, spread, text_width
from exports.papers.paper import Chart, spans_of

_LONGEST_NAME, _LONGEST_STEP = 0.42, 0.55  # of the width, for the names of bars and of steps
_FULL = 1.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """How large a drawing is: ``width`` and the size of its type, in pixels of its own."""

    width: float
    type: float

    def width_of(self, words: str) -> float:
        """About how wide ``words`` are."""
        return text_width(words, self.type)


def svg(chart: Chart, sheet: Sheet) -> str:
    """The plot of ``chart`` without its title, which is text of the page around it."""
    parts, height = _plot(chart, sheet)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sheet.width:g} {height:g}" role="img" '
        f'aria-label="{escape(chart.described)}" font-size="{sheet.type:g}">'
    )
    return head + "".join(parts) + "</svg>"


def tall(chart: Chart, sheet: Sheet) -> float:
    """How high the plot of ``chart`` is."""
    return _plot(chart, sheet)[1]


def _plot(chart: Chart, sheet: Sheet) -> tuple[list[str], float]:
    return {"bars": _bars, "lines": _lines, "steps": _steps}[chart.kind](chart, sheet)


def _bars(chart: Chart, sheet: Sheet) -> tuple[list[str], float]:
    """Horizontal bars from zero, so that lengths may be compared; a line where the target of rates is."""
    series, size = chart.series[0], sheet.type
    names = max(map(sheet.width_of, chart.categories), default=0)
    left = min(names, _LONGEST_NAME * sheet.width) + size
    right = max(map(sheet.width_of, series.labels), default=0) + size
    values = [value or 0.0 for value in series.values]
    low, high = min(0.0, *values), _FULL if chart.shape == "percent" else max(0.0, *values)
    # What is below zero is written to the left of its bar, so both ends need room for words.
    room = sheet.width - left - right - (right if low < 0 else 0)
    scale = room / ((high - low) or 1)
    zero = left + (right if low < 0 else 0) - low * scale
    parts, top = [], 0.0
    for name, value, label in zip(chart.categories, values, series.labels, strict=True):
        lines = lines_of(name, size, left - size)
        tall = max(1.7, 1.2 * len(lines) + 0.4) * size
        middle = top + tall / 2
        parts.append(_named(lines, (left - size * 0.6, middle), size))
        across, start = abs(value) * scale, zero + min(0.0, value) * scale
        parts.append(_bar((start, start + across, middle), size, theme.LIGHT.accent, f"{name} {label}"))
        # Where there is a line of the target, words stand behind it: it would cross them.
        end = zero + high * scale if chart.shape == "percent" else start + across
        at = start - size * 0.4 if value < 0 else end + size * 0.4
        anchor = "end" if value < 0 else "start"
        parts.append(_text(label, (at, middle), size, anchor=anchor, color=theme.LIGHT.text))
        top += tall
    if chart.shape == "percent":
        at = zero + high * scale
        parts.insert(0, _rule((at, 0, at, top), theme.LIGHT.faint))
    parts.insert(0, _rule((zero, 0, zero, top), theme.LIGHT.faint))
    return parts, top


def _steps(chart: Chart, sheet: Sheet) -> tuple[list[str], float]:
    """Two figures and what lies between them, each step from where the one before it ended."""
    series, size = chart.series[0], sheet.type
    left = min(max(map(sheet.width_of, chart.categories)), _LONGEST_STEP * sheet.width) + size
    start, spans = spans_of(chart)
    room = sheet.width - left - max(map(sheet.width_of, series.labels)) - size
    scale = room / (max(max(span) for span in spans) - start)
    parts, top, last = [], 0.0, len(spans) - 1
    for place, (name, span, label) in enumerate(zip(chart.categories, spans, series.labels, strict=True)):
        lines = lines_of(name, size, left - size)
        tall = max(1.7, 1.2 * len(lines) + 0.4) * size
        middle = top + tall / 2
        parts.append(_named(lines, (left - size * 0.6, middle), size))
        at, end = (left + (value - start) * scale for value in sorted(span))
        whole, fell = place in (0, last), span[1] < span[0]
        color = theme.LIGHT.muted if whole else theme.LIGHT.status["bad"] if fell else theme.LIGHT.accent
        parts.append(_bar((at, end, middle), size, color, f"{name} {label}"))
        parts.append(_text(label, (end + size * 0.4, middle), size, color=theme.LIGHT.text))
        top += tall
    return [_rule((left, 0, left, top), theme.LIGHT.faint), *parts], top


def _lines(chart: Chart, sheet: Sheet) -> tuple[list[str], float]:
    """Lines that say their names at their ends; rates on a scale that begins where the lowest lies."""
    size = sheet.type
    height, foot, head = 13 * size, 2.2 * size, size
    ends = [f"{one.name} {one.labels[-1]}" for one in chart.series]
    left, right = 4.2 * size, max(map(sheet.width_of, ends)) + 1.2 * size
    bounds = scale_of(chart)
    steps = max(len(chart.categories) - 1, 1)

    def place(index: int, value: float) -> tuple[float, float]:
        across = left + (sheet.width - left - right) * (index / steps)
        return across, head + (height - head) * (1 - (value - bounds[0]) / (bounds[1] - bounds[0]))

    parts = []
    for mark in bounds:
        at = place(0, mark)[1]
        parts.append(_rule((left, at, sheet.width - right, at), theme.LIGHT.grid))
        parts.append(_text(_marked(mark, chart), (left - size * 0.4, at), size, anchor="end"))
    for index in _named_places(chart, sheet, sheet.width - left - right):
        at = place(index, bounds[0])[0]
        parts.append(_text(chart.categories[index], (at, height + size * 1.2), size, anchor="middle"))
    lasts = [place(steps, one.values[-1] or bounds[0])[1] for one in chart.series]
    heights = spread(lasts, [1.3 * size] * len(lasts), 0, height)
    for number, one in enumerate(chart.series):
        color = theme.LIGHT.lines[number % len(theme.LIGHT.lines)]
        points = [(place(i, value), i) for i, value in enumerate(one.values) if value is not None]
        path = " ".join(f"{x:.1f},{y:.1f}" for (x, y), _i in points)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="{size / 8:.1f}"/>'
        )
        for (x, y), i in points:
            tip = f"<title>{escape(f'{one.name} {chart.categories[i]} {one.labels[i]}')}</title>"
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size / 4:.1f}" fill="{color}">{tip}</circle>'
            )
        end = (sheet.width - right + size * 0.6, heights[number])
        parts.append(_text(ends[number], end, size, color=color))
    return parts, height + foot


def scale_of(chart: Chart) -> tuple[float, float]:
    """From where to where lines are drawn: counts from 0, rates from the ten below the lowest to all."""
    values = [value for one in chart.series for value in one.values if value is not None]
    if chart.shape == "percent":
        low = int(min(values, default=0) * 10) / 10
        return (low if low < _FULL else 0.9), _FULL
    return 0.0, max(values, default=0) or 1.0


def _marked(mark: float, chart: Chart) -> str:
    return f"{mark * 100:.0f} %" if chart.shape == "percent" else f"{mark:,.0f}"


def _named_places(chart: Chart, sheet: Sheet, room: float) -> list[int]:
    """Which categories have room for their names: the ends, and some between."""
    count = len(chart.categories)
    longest = max(map(sheet.width_of, chart.categories), default=0) + sheet.type
    most = max(2, int(room / longest) + 1)
    if count <= most:
        return list(range(count))
    step = -(-(count - 1) // (most - 1))
    inner = [place for place in range(0, count - 1, step) if count - 1 - place >= step / 2]
    return [*inner, count - 1]


def _named(lines: Sequence[str], end: tuple[float, float], size: float) -> str:
    """A name of one or several lines that ends at a point."""
    first = end[1] - 0.6 * size * (len(lines) - 1)
    return "".join(
        _text(line, (end[0], first + place * 1.2 * size), size, anchor="end", color=theme.LIGHT.text)
        for place, line in enumerate(lines)
    )


def _bar(at: tuple[float, float, float], size: float, color: str, tip: str) -> str:
    """A bar from and to, around a middle, that says what it is when it is pointed at."""
    start, end, middle = at
    box = (
        f'x="{start:.1f}" y="{middle - size * 0.55:.1f}" width="{end - start:.1f}" height="{size * 1.1:.1f}"'
    )
    return f'<rect class="bar" {box} fill="{color}"><title>{escape(tip)}</title></rect>'


def _text(
    words: str,
    at: tuple[float, float],
    size: float,
    *,
    anchor: str = "start",
    color: str = theme.LIGHT.muted,
) -> str:
    y = at[1] + size * 0.35
    return f'<text x="{at[0]:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{color}">{escape(words)}</text>'


def _rule(ends: tuple[float, float, float, float], color: str) -> str:
    x1, y1, x2, y2 = (f"{end:.1f}" for end in ends)
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{color}"/>'
