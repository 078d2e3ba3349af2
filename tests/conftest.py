"""What every test shares: a run leaves nothing behind."""

from __future__ import annotations

import sys


def pytest_unconfigure() -> None:
    """Remove the folder that Streamlit's AppTest makes at import, which otherwise warns at the end."""
    app_test = sys.modules.get("streamlit.testing.v1.app_test")
    if app_test is not None:
        app_test.TMP_DIR.cleanup()
