"""Ruqi 如期: how ready every unit is, from the workbooks they send. Run by Streamlit."""

from __future__ import annotations

import streamlit as st

import ui

ui.choose_language(st.sidebar)
page = ui.navigation()
with ui.explained():
    page.run()
