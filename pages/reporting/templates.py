"""Templates to download: for a unit the sheets that it wants to fill in, for all units a zip."""

from __future__ import annotations

from functools import partial

import streamlit as st

from access import Action
from charts import wording
from pages.reporting import review
from schema.kinds import REPORTED_KINDS
from services import templates
from services.desk import Desk
from services.submitted import FAULTS
from ui.language import gettext, language
from ui.show import XLSX, download
from ui.words import form_title, kind_title

_ = gettext
_ZIP = "application/zip"


def offer(desk: Desk, unit: str | None) -> None:
    """Offer the template of ``unit`` with chosen sheets; to those who may, the templates of all units."""
    if not desk.units(Action.TAKE_TEMPLATE):
        _of_faults(desk, unit)
        return
    everywhere = desk.may(Action.TAKE_TEMPLATE)
    kinds = st.pills(
        _("模板里要哪些表（不选即为建群、进群、资料、听课四类）"),
        [
            name
            for name in templates.TEMPLATES
            if name not in templates.OFFICE or desk.may(Action.SUBMIT_PLAN)
        ],
        selection_mode="multi",
        format_func=_template_title,
        key="template_kinds",
    )
    on, spoken = review.day(desk), language()
    with st.container(horizontal=True):
        of_office = bool(templates.OFFICE.intersection(kinds))
        if unit is not None or of_office:
            name = templates.file_name(desk.term, unit, kinds or REPORTED_KINDS, language())
            whose = wording.unit_title(unit, desk.term, language()) if unit else _("全校")
            label = _("下载{unit}的模板").format(unit=whose)
            make = partial(templates.template, desk, unit, tuple(kinds), on=on, language=spoken)
            download(label, make, name, XLSX, key="unit template")
        if everywhere and not of_office:
            name = _("{term}全部学院填报模板.zip").format(term=desk.term.name)
            download(
                _("下载全部学院的模板（zip）"),
                partial(templates.all_templates, desk, tuple(kinds), on=on, language=spoken),
                name,
                _ZIP,
                key="all templates",
            )
    if unit is None and not everywhere:
        st.caption(_("请先选择上报单位，再下载它的模板。"))


def _of_faults(desk: Desk, unit: str | None) -> None:
    """Offer the one template of those who report nothing but obstacles."""
    on, spoken = review.day(desk), language()
    name = templates.file_name(desk.term, unit, (FAULTS,), language())
    download(
        _("下载技术障碍模板"),
        partial(templates.template, desk, unit, (FAULTS,), on=on, language=spoken),
        name,
        XLSX,
    )


def _template_title(name: str) -> str:
    declared, form = templates.FORMS[name]
    return kind_title(declared.id) if form.table == declared.id else form_title(declared.id, form.name)
