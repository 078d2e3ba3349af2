"""Charts of the office programs' own, with their numbers inside: they can be edited and restyled there."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from charts import theme
from exports.papers.drawing import scale_of
from exports.papers.paper import Chart, Series, spans_of

FONT = "Microsoft YaHei"
_MOST_NAMES = 8  # below a line chart
_FORMATS = {
    "percent": '[>=1]0.0%;[>=0.9995]"99.9%";0.0%',
    "points": '"▲ "0.0;"▼ "0.0;0.0',
    "count": "#,##0",
}
_KINDS = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "lines": XL_CHART_TYPE.LINE_MARKERS,
    "steps": XL_CHART_TYPE.BAR_STACKED,
}
Box = tuple[Emu, Emu, Emu, Emu]  # left, top, width, height


def add_chart(slide: Any, chart: Chart, box: Box, size: int) -> Any:
    """Add ``chart`` with type of ``size`` points to a slide of python-pptx, and give its frame."""
    data = _steps_data(chart) if chart.kind == "steps" else _data(chart)
    frame = slide.shapes.add_chart(_KINDS[chart.kind], *box, data)
    frame.name = chart.title
    # What a screen reader says of it.
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.described)  # noqa: SLF001 - it has no other way
    drawn = frame.chart
    drawn.has_title = False
    drawn.font.size, drawn.font.name = Pt(size), FONT
    for properties in drawn._chartSpace.iter(qn("a:defRPr")):  # noqa: SLF001
        speak_chinese(properties)
    {"bars": _bars, "lines": _lines, "steps": _steps}[chart.kind](drawn, chart)
    return frame


def _data(chart: Chart) -> CategoryChartData:
    data = CategoryChartData(number_format=_FORMATS[chart.shape])
    data.categories = list(chart.categories)
    if chart.kind == "bars":  # of what has no bar, the word stands at its name
        each = zip(chart.categories, chart.series[0].values, chart.series[0].labels, strict=True)
        data.categories = [name if value is not None else f"{name} {label}" for name, value, label in each]
    for one in chart.series:
        data.add_series(one.name, [_as_written(value, chart) for value in one.values])
    return data


def _as_written(value: float | None, chart: Chart) -> float | None:
    """A number as the program's format takes it: percentage points are not fractions there."""
    return None if value is None else value * 100 if chart.shape == "points" else value


def _bars(drawn: Any, chart: Chart) -> None:
    drawn.has_legend = False
    plot = drawn.plots[0]
    plot.gap_width, plot.vary_by_categories = 45, False
    series = plot.series[0]
    series.invert_if_negative = False
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = color_of(theme.LIGHT.accent)
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = _FORMATS[chart.shape], False
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    _write_out(series, chart.series[0], chart)
    names, values = drawn.category_axis, drawn.value_axis
    names.reverse_order, names.tick_label_position = True, XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb = color_of(theme.LIGHT.faint)
    values.has_major_gridlines, values.visible = False, False
    _name_every(names, 1)
    written = [_as_written(value, chart) or 0.0 for value in chart.series[0].values]
    low, high = min(written, default=0.0), max(written, default=0.0)
    if chart.shape == "percent":
        values.minimum_scale, values.maximum_scale = 0, 1.12  # room for the number behind a full bar
    elif low < 0:
        values.minimum_scale = low - 0.3 * (high - low)  # and before one that points to the left


def _steps_data(chart: Chart) -> CategoryChartData:
    """What is not seen, up to where each step begins, the step, and room that is not seen for its words."""
    start, spans = spans_of(chart)
    room = 0.45 * (max(max(span) for span in spans) - start)
    data = CategoryChartData(number_format=_FORMATS["percent"])
    data.categories = list(chart.categories)
    data.add_series("", [min(span) for span in spans])
    data.add_series(chart.series[0].name, [abs(end - begin) for begin, end in spans])
    data.add_series(" ", [room] * len(spans))
    return data


def _steps(drawn: Any, chart: Chart) -> None:
    """Bars that begin where the one before ended; the numbers are written out, with their signs."""
    drawn.has_legend = False
    start, spans = spans_of(chart)
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    below, series, words = plot.series
    below.format.fill.background()
    words.format.fill.background()
    for place, (span, label) in enumerate(zip(spans, chart.series[0].labels, strict=True)):
        point, whole = series.points[place], place in (0, len(spans) - 1)
        fell = theme.LIGHT.status["bad"] if span[1] < span[0] else theme.LIGHT.accent
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = color_of(theme.LIGHT.muted if whole else fell)
        label_of_bar = words.points[place].data_label
        label_of_bar.text_frame.text, label_of_bar.position = label, XL_LABEL_POSITION.INSIDE_BASE
    names, values = drawn.category_axis, drawn.value_axis
    names.reverse_order, names.tick_label_position = True, XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb = color_of(theme.LIGHT.faint)
    values.has_major_gridlines, values.visible, values.minimum_scale = False, False, start
    _name_every(names, 1)


def _name_every(names: Any, step: int) -> None:
    """Let every one of ``step`` categories have its name at the axis, as many as there is room for."""
    axis = names._element  # noqa: SLF001 - the library has no word for it
    for tag in ("c:tickLblSkip", "c:tickMarkSkip"):
        axis.find(qn("c:noMultiLvlLbl")).addprevious(axis.makeelement(qn(tag), {"val": str(step)}))


def _write_out(series: Any, numbers: Series, chart: Chart) -> None:
    """Write those numbers as text that the program's format would write as all, or as none."""
    for place, (value, label) in enumerate(zip(numbers.values, numbers.labels, strict=True)):
        if value is None or chart.shape == "count":
            continue
        written = abs(value) * 100
        if value and written < 0.05:
            series.points[place].data_label.text_frame.text = label


def _lines(drawn: Any, chart: Chart) -> None:
    drawn.has_legend = True
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _name_every(drawn.category_axis, max(1, -(-len(chart.categories) // _MOST_NAMES)))
    low, high = scale_of(chart)
    values = drawn.value_axis
    values.minimum_scale = low
    if chart.shape == "percent":
        values.maximum_scale, values.major_unit = high, (high - low) / 2
    values.major_gridlines.format.line.color.rgb = color_of(theme.LIGHT.grid)
    values.format.line.fill.background()
    values.tick_labels.number_format = "0%" if chart.shape == "percent" else "#,##0"
    values.tick_labels.number_format_is_linked = False
    for number, series in enumerate(drawn.plots[0].series):
        color = color_of(theme.LIGHT.lines[number % len(theme.LIGHT.lines)])
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = color, Pt(2)
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = color
        series.marker.format.line.color.rgb = color
        if chart.categories and chart.shape == "percent":
            last = series.points[len(chart.categories) - 1].data_label
            last.position = XL_LABEL_POSITION.ABOVE
            last.text_frame.text = chart.series[number].labels[-1]


def color_of(color: str) -> RGBColor:
    """A colour of the charts, ``#0b5fa5``, as the library takes it."""
    return RGBColor.from_string(color.removeprefix("#"))


def speak_chinese(properties: Any) -> None:
    """Name the font for Chinese characters too: without one a program falls back on what it likes."""
    for tag in ("a:ea", "a:cs"):
        if properties.find(qn(tag)) is None:
            properties.append(properties.makeelement(qn(tag), {"typeface": FONT}))
