"""The words that charts and exports write themselves, each in Chinese and in English."""

from __future__ import annotations

_TEXTS: dict[str, tuple[str, str]] = {
    "no_data": ("无数据", "no data"),
    "blank_is_no_data": ("空白格：无数据", "Blank cell: no data"),
    "unchanged": ("持平", "unchanged"),
    "points": ("百分点", "pp"),
    "as_of": ("统计日 {day}", "As of {day}"),
    "known_at": ("按 {moment} 前收到的数据", "with what was received by {moment}"),
    "known_now": ("按目前收到的数据", "with what has been received so far"),
    "target": ("目标", "Target"),
    "measure": ("单位：%", "Unit: %"),
    "measure_of": ("单位：%（{n} / {d}）", "Unit: % ({n} / {d})"),
    "measure_points": ("单位：百分点", "Unit: percentage points (pp)"),
    "measure_status": ("单位：报送状态", "Unit: state of reporting"),
    "gate": ("节点 {name}：{day}", "Gate, {name}: {day}"),
    "bands": ("底色：{phases}", "Bands: {phases}"),
    "other_lines": (
        "灰线：其余 {count} 条，指向可见名称与数值",
        "Grey: {count} other lines, named when pointed at",
    ),
    "trend_title": ("{indicator}走势", "{indicator}, day by day"),
    "trend_title_unit": ("{unit}：{indicator}走势", "{unit}: {indicator}, day by day"),
    "trends_title": ("{unit}：各项指标走势", "{unit}: indicators day by day"),
    "panels_title": ("各项指标走势", "Indicators day by day"),
    "bars_title": ("各学院(系、部){indicator}", "{indicator} by unit"),
    "heat_day_title": ("各学院(系、部)逐日{indicator}", "{indicator} by unit and day"),
    "heat_indicator_title": ("各学院(系、部)各项指标", "Indicators by unit"),
    "movers_title": ("{indicator}变化：{since} → {on}", "{indicator}, change {since} → {on}"),
    "restatement_title": ("当时所知与现在所知", "As known then and as known now"),
    "against_title": ("{unit}与{campus}", "{unit} and {campus}"),
    "reporting_title": ("各学院(系、部)报送状态", "Reporting by unit"),
    "then": ("当时所知", "as known then"),
    "now": ("现在所知", "as known now"),
    "on_time": ("按时", "on time"),
    "late": ("迟报", "late"),
    "missing": ("未报", "missing"),
    "several": ("多项", "several"),
    "campus": ("全校", "Whole campus"),
    "join": ("；", "; "),
    "stop": ("。", "."),
    "alt_line": ("折线图", "Line chart"),
    "alt_panels": ("多格折线图", "Small multiples"),
    "alt_bar": ("条形图", "Bar chart"),
    "alt_heat": ("热力图", "Heat map"),
    "alt_dumbbell": ("哑铃图", "Dumbbell chart"),
    "alt_movers": ("变化条形图", "Bar chart of changes"),
    "alt_grid": ("状态表", "Table of states"),
    "alt_from_to": ("{first}至{last}", "{first} to {last}"),
    "alt_latest": ("{name}最新 {value}", "{name} latest {value}"),
    "alt_item": ("{name} {value}", "{name} {value}"),
    "alt_highest": ("最高 {name} {value}", "highest {name} {value}"),
    "alt_lowest": ("最低 {name} {value}", "lowest {name} {value}"),
    "alt_no_data": ("无数据：{names}", "no data: {names}"),
    "empty": ("所选范围内没有数据，请换一天或放宽筛选", "Nothing to draw here; choose another day or fewer filters"),
}  # fmt: skip


def text(id: str, language: str, **fields: object) -> str:
    """The words called ``id`` in ``language`` (``"zh"``, anything else reads English), filled in.

    Raises ``KeyError`` for an unknown ``id`` or a field that is not given.
    """
    chinese, english = _TEXTS[id]
    return (chinese if language == "zh" else english).format(**fields)
