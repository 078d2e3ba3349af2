"""The sheet that every chart is drawn on: title, unit of measure, as-of line, description."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from charts import theme
from charts.labels import NARROWEST, bold, colored, lines_of, markup, text_width
from charts.texts import text
from schema.events import Event
from schema.language import chosen
from schema.term import Term

EDGE = 8  # pixels left free at each side of the sheet
# Pixels of a title's first and further lines, of the unit of measure's, and of the foot's: Plotly
# spaces lines by 1.3 and sets a subtitle some way below its title.
_TITLE, _TITLE_MORE, _SMALL, _SMALL_MORE, _FOOT_LINE = 23, 21, 30, 15, 15


@dataclass(frozen=True, slots=True)
class Look:
    """How a chart is to be written: the term, the line at its foot, language (``zh``, ``en``) and mode.

    ``width`` is that of a picture in pixels; a page's is not known. ``events`` are those that lines over days
    show where they fall among their days.
    """

    term: Term
    as_of: str
    language: str = "zh"
    dark: bool = False
    width: int | None = None
    events: tuple[Event, ...] = ()

    @property
    def colors(self) -> theme.Palette:
        """The colours of the mode."""
        return theme.palette(self.dark)

    def words(self, id: str, **fields: object) -> str:
        """A text of the charts in the language of the sheet."""
        return text(id, self.language, **fields)


@dataclass(slots=True)
class Plot:
    """The inside of a chart, with the pixels that it needs around itself.

    ``key`` says what the colours of words and ``swatches`` what those of areas mean, as (words, colour);
    ``notes`` stand above the foot line.
    """

    traces: list[Any]
    layout: dict[str, Any]
    height: int
    left: float
    right: float
    above: int = 6
    below: int = 24
    notes: Sequence[str] = ()
    key: Sequence[tuple[str, str]] = ()
    swatches: Sequence[tuple[str, str]] = ()


def draw(plot: Plot, look: Look, *, title: str, measure: str, alt: str) -> go.Figure:
    """Put ``plot`` on a sheet: the figure sets its height and leaves its width to the page."""
    room = (look.width or NARROWEST) - 2 * EDGE
    title_lines = lines_of(title, theme.TITLE_SIZE, room)
    small_lines = [markup([line]) for line in lines_of(measure, theme.SMALL_SIZE, room)]
    small_lines += _key_lines(plot.key, room)
    small_lines += _swatch_lines(plot.swatches, room, look.colors.text)
    foot_lines = [
        line for words in (*plot.notes, look.as_of) for line in lines_of(words, theme.SMALL_SIZE, room)
    ]
    above = EDGE + _TITLE + _TITLE_MORE * (len(title_lines) - 1) + plot.above
    above += _SMALL + _SMALL_MORE * (len(small_lines) - 1)
    below = plot.below + _FOOT_LINE * len(foot_lines) + EDGE
    layout = dict(plot.layout)
    layout["title"] = _heading(title_lines, small_lines, look)
    foot = _text_at(markup(foot_lines), theme.SMALL_SIZE, look.colors.muted)
    foot |= {"y": 0, "yanchor": "top", "yshift": -plot.below, "xshift": EDGE - plot.left}
    layout["annotations"] = [foot, *layout.get("annotations", ())]
    layout["template"] = theme.template(look.dark)
    layout["height"] = above + plot.height + below
    layout["margin"] = {"l": plot.left, "r": plot.right, "t": above, "b": below, "pad": 0}
    layout["meta"] = {
        "title": title,
        "alt": f"{title}{look.words('stop')}{alt}{look.words('stop')}{look.as_of}",
        "language": look.language,
        "paper": look.colors.paper,
        "text": look.colors.text,
    }
    return go.Figure(data=plot.traces, layout=layout)


def _heading(title: Sequence[str], small: Sequence[str], look: Look) -> dict[str, Any]:
    """Title and unit of measure at the sheet's own edge, whatever the plot's margins are."""
    # Of several lines Plotly hangs the first by its foot instead of by its head.
    drop = round(0.71 * theme.TITLE_SIZE) if len(title) > 1 else 0
    return {
        "text": "<br>".join(map(bold, title)),
        "font": {"size": theme.TITLE_SIZE, "color": look.colors.text},
        "xref": "container",
        "x": 0,
        "xanchor": "left",
        "yref": "container",
        "y": 1,
        "yanchor": "top",
        "pad": {"l": EDGE, "t": EDGE + drop},
        "subtitle": {
            "text": "<br>".join(small),
            "font": {"size": theme.SMALL_SIZE, "color": look.colors.muted},
        },
    }


def _key_lines(key: Sequence[tuple[str, str]], room: float) -> list[str]:
    """The key as lines of Plotly text, an entry never broken across two."""
    return ["   ".join(colored(words, color) for words, color in line) for line in _fitted(key, room)]


def _swatch_lines(swatches: Sequence[tuple[str, str]], room: float, ink: str) -> list[str]:
    """The same with a square in the colour before words that are not in it."""
    wide = [(f"■ {words}", color) for words, color in swatches]
    return [
        "   ".join(f"{colored('■', color)}{colored(words[1:], ink)}" for words, color in line)
        for line in _fitted(wide, room)
    ]


def _fitted(entries: Sequence[tuple[str, str]], room: float) -> list[list[tuple[str, str]]]:
    """``entries`` in lines of at most ``room`` pixels."""
    lines: list[list[tuple[str, str]]] = []
    used = room
    for words, color in entries:
        width = text_width(words + "    ", theme.SMALL_SIZE)
        if used + width > room:
            lines.append([])
            used = 0.0
        lines[-1].append((words, color))
        used += width
    return lines


def nothing(look: Look, *, title: str, measure: str) -> go.Figure:
    """A sheet that says that there is nothing to draw, and what to do."""
    words = look.words("empty")
    lines = lines_of(words, theme.TEXT_SIZE, NARROWEST - 60)
    message = _text_at(markup(lines), theme.TEXT_SIZE, look.colors.muted)
    message |= {"x": 0.5, "xanchor": "center", "align": "center", "y": 0.5, "yanchor": "middle"}
    layout = {
        "annotations": [message],
        "xaxis": {"visible": False},
        "yaxis": {"visible": False},
    }
    plot = Plot([], layout, height=120, left=EDGE, right=EDGE, below=8)
    return draw(plot, look, title=title, measure=measure, alt=words)


def _text_at(words: str, size: int, color: str) -> dict[str, Any]:
    return {
        "text": words,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xanchor": "left",
        "align": "left",
        "showarrow": False,
        "font": {"size": size, "color": color},
        "borderpad": 0,
    }


def alt_text(figure: go.Figure) -> str:
    """What the chart shows in one or two sentences, for a reader who does not see it."""
    return str(figure.layout.meta["alt"])


def modebar(name: str, language: str = "zh") -> dict[str, Any]:
    """Plotly's ``config``: no tools but saving a picture called ``name``; width follows the page."""
    return {
        "displaylogo": False,
        "responsive": True,
        "scrollZoom": False,
        "doubleClick": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"filename": name, "format": "png", "scale": 2},
        "locale": chosen("zh-CN", "en", language),
        "locales": {"zh-CN": {"dictionary": {"Download plot as a PNG": "保存为图片"}}},
    }
