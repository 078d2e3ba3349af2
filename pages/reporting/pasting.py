"""Rows pasted from a sheet: they become a file, and are read, reviewed and kept like any other."""

from __future__ import annotations

import streamlit as st

from pages.reporting.review import Review
from ui.language import gettext

_ = gettext


def rows(review: Review) -> list[tuple[str, bytes]]:
    """The rows that were just pasted, as a file of text with tabs between cells; none otherwise."""
    with (
        st.expander(_("或者直接粘贴表格里的行"), icon=":material/content_paste:"),
        st.form("paste", border=False, clear_on_submit=True),
    ):
        text = st.text_area(
            _("连同表头一起复制，粘贴在这里"),
            height=120,
            help=_("在 Excel 或 WPS 里选中表头和要报的行，复制后粘贴到这里，按与文件相同的规则读取和检查。"),
        )
        pressed = st.form_submit_button(_("读取粘贴的行"), icon=":material/playlist_add_check:")
    if not pressed or not text.strip():
        return []
    name = _("粘贴的行 {number}.tsv").format(number=review.batches + 1)
    return [(name, text.encode())]
