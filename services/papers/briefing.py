"""The document about a phase: six sections for a meeting, then definitions and sources."""

from __future__ import annotations

from charts import wording
from exports.papers.paper import Paper, Section, Table
from metrics import compare
from metrics.indicators import indicator_by_id
from schema.as_of import AsOf
from schema.figures import CAMPUS
from schema.language import gettext, language, titled
from services import sources
from services.papers.changes import changed
from services.papers.decide import decide
from services.papers.left_out import nobody_left_out
from services.papers.readiness import behind, readiness
from services.papers.scope import Scope
from services.papers.steady import steady
from services.words import kind_title, moment_of

_ = gettext


class NothingDue(ValueError):
    """There is no plan of the term yet, so there is nothing to tell."""

    def message(self, language: str = "zh") -> str:
        """The sentence for the user."""
        return _("{term} 还没有开课计划，各项指标都无从算起。", language).format(term=self.args[0])


def paper_of(scope: Scope) -> Paper:
    """What the document says, in the language spoken here; rates and counts only, no student is named.

    Raises :class:`NothingDue` while there is no plan.
    """
    due = compare.of(scope.today, indicators=["group_creation"], units=[CAMPUS])
    if not due["d"].any():
        raise NothingDue(wording.term_title(scope.term, language()))
    sections = tuple(
        section_of(scope) for section_of in (readiness, behind, changed, nobody_left_out, steady, decide)
    )
    return Paper(
        title=_("{phase}简报").format(phase=scope.name),
        campus=titled(scope.term, part="campus"),
        term=wording.term_title(scope.term, language()),
        as_of=_as_of(scope),
        language=language(),
        sections=sections,
        appendix=(_definitions(scope), _sources(scope)),
        of_page=_("第 {page} 页"),
        first_of=_("前 {shown} 项，共 {all} 项"),
    )


def _as_of(scope: Scope) -> str:
    """The line at the head: outside of the house *now* means nothing, so it is a moment."""
    moment = (scope.known_at or scope.desk.now()).replace(second=0, microsecond=0)
    return wording.as_of_line(AsOf(scope.term, scope.until, moment), language())


def _definitions(scope: Scope) -> Section:
    rows = []
    for id in scope.ids:
        declared = indicator_by_id(id)
        n, d = (titled(declared, part=part) for part in ("n_means", "d_means"))
        rows.append((wording.indicator_title(id, language()), n, d))
    sentences = (
        _("完成率 = 完成 / 应完成；全校是各学院(系、部)完成之和除以应完成之和，不是各率的平均。"),
        _("未报没有数值，不等于 0；100.0 % 表示全部完成，差一个也不写 100.0 %。"),
    )
    table = Table(_("指标口径"), (_("指标"), _("完成（分子）"), _("应完成（分母）")), tuple(rows))
    return Section("definitions", _("口径"), sentences, None, (table,))


def _sources(scope: Scope) -> Section:
    """How many submissions the figures rest on, by kind: the list of all is in the figures workbook."""
    standing = sources.standing(scope.desk, scope.known_at, indicators=scope.ids)
    rows = []
    for kind, own in standing.groupby("kind", sort=False, dropna=False):
        units = own["unit"].fillna(CAMPUS).nunique()
        moment = moment_of(own["received_at"].max(), scope.term)
        count = wording.format_count(own["submission"].nunique())
        rows.append((kind_title(str(kind)), count, str(units), moment))
    total = wording.format_count(standing["submission"].nunique())
    said = _("这些数字依据 **{count}** 份有效上报；逐份清单在“导出”的来源表里。").format(count=total)
    headings = (_("表"), _("份数"), _("上报单位"), _("最近收到"))
    tables = (Table(_("有效上报"), headings, tuple(rows), frozenset({1, 2, 3})),) if rows else ()
    return Section("sources", _("来源"), (said,), None, tables)
