"""Why a submission is out of the ordinary, in words; and from what on it is."""

from __future__ import annotations

from charts import wording
from schema import limits
from services.unusual import (
    CHANGED_ROWS,
    CHECKED,
    CORRECTED,
    DOUBTED,
    ERRORS,
    FALL,
    LOSS,
    RISE,
    Reason,
)
from ui.language import gettext, language, lazy

_ = gettext
_WORDS = {
    ERRORS: lazy("{after} 处错误，没有全部收下"),
    FALL: lazy("{indicator}下降 {before} → {after}"),
    LOSS: lazy("{indicator}已完成的减少 {before} → {after}"),
    RISE: lazy("{indicator}骤升 {before} → {after}"),
    DOUBTED: lazy("{after} 处人数或比率变化反常"),
    CHANGED_ROWS: lazy("{before} 行已报的内容改了 {after} 行"),
    CORRECTED: lazy("网页上更正了 {after} 格"),
    CHECKED: lazy("{indicator} {after} 与抽查不符"),
}
_RATES = {FALL, RISE, CHECKED}


def reason_words(reason: Reason) -> str:
    """A reason as a phrase."""
    title = wording.indicator_title(reason.indicator, language()) if reason.indicator else ""
    amounts = {"before": _amount(reason, reason.before), "after": _amount(reason, reason.after)}
    return _(_WORDS[reason.what]).format(indicator=title, **amounts)


def _amount(reason: Reason, amount: float | None) -> str:
    if amount is None:
        return ""
    return wording.format_rate(amount) if reason.what in _RATES else wording.format_count(amount)


def thresholds() -> str:
    """From what on a submission is opened by itself, as :mod:`schema.limits` declares it."""
    percent = {
        name: f"{wording.percent(part):g}"
        for name, part in {
            "fall": limits.UNUSUAL_FALL,
            "loss": limits.UNUSUAL_LOSS,
            "rise": limits.UNUSUAL_RISE,
            "part": limits.UNUSUAL_CHANGED_PART,
        }.items()
    }
    return _(
        "须逐份打开的：有错误；本学院一项比率下降超过 {fall} 个百分点、已完成的减少超过 {loss} %，"
        "或骤升超过 {rise} 个百分点；改动至少 {rows} 行且超过原有的 {part} %；网页更正超过 {cells} 格；"
        "收到时人数或比率变化反常；与抽查不符。"
    ).format(**percent, rows=limits.UNUSUAL_CHANGED_ROWS, cells=limits.UNUSUAL_CORRECTED)
