"""The question of which class an export of a platform is about, beside the refusal that asks it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access import Action
from schema.platforms import ClassTitles
from services import intake
from services.desk import Desk
from services.preview import Reviewed
from ui.language import gettext
from ui.words import escaped

_ = gettext


def ask(desk: Desk, parts: Sequence[Reviewed], draft: int) -> None:
    """A drop-down of the person's classes for each export whose class nobody has said; the answer holds."""
    refusals = [reviewed.part.refused for reviewed in parts]
    questions = [r.details["answer"] for r in refusals if r is not None and r.code == "class_unanswered"]
    for answer in dict.fromkeys(map(str, questions)):
        units = set(desk.units(Action.SUBMIT))
        classes = sorted(id for id, unit in intake.known_plan(desk).items() if unit in units)
        label = _("“{titles}”是哪个教学班？").format(titles=escaped(answer))
        chosen = st.selectbox(label, classes, index=None, key=f"class_of_{draft}_{answer}")
        if chosen is not None:
            intake.answer_class(desk, ClassTitles(*answer.split("/")), chosen)
            st.rerun()
