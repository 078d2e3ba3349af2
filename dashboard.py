"""Ruqi 如期: how ready every unit is, from the workbooks they send. Run by Streamlit."""

from __future__ import annotations

import streamlit as st

import ui

_ = ui.gettext

st.set_page_config(page_title="如期 Ruqi", page_icon=ui.ICON, layout="wide")
ui.choose_language(st.sidebar)

page = st.navigation(
    [
        st.Page("pages/overview.py", title=_("总览"), icon=":material/dashboard:", default=True),
        st.Page("pages/unit.py", title=_("学院"), icon=":material/account_balance:"),
        st.Page("pages/first_week.py", title=_("首周"), icon=":material/view_week:"),
        st.Page("pages/first_month.py", title=_("首月"), icon=":material/calendar_month:"),
        st.Page("pages/submit.py", title=_("上报"), icon=":material/upload_file:"),
        st.Page("pages/export.py", title=_("导出"), icon=":material/download:"),
    ]
)
with ui.explained():
    page.run()
