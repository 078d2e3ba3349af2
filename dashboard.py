"""Ruqi 如期: how ready every unit is, from the workbooks they send. Run by Streamlit."""

from __future__ import annotations

import ui

ui.enter()
