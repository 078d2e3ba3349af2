"""Ruqi 如期: how ready every unit is, from the workbooks they send. Run by Streamlit.

The file is read twice. The server imports it before it answers anybody, which is when a server
that must not answer ends; then it runs it as a script for everybody who comes.
"""

from __future__ import annotations

if __name__ == "__main__":
    import ui

    ui.enter()
else:
    from starlette.middleware import Middleware
    from streamlit.starlette import App

    import signing

    signing.require_configured()
    app = App(__file__, middleware=[Middleware(signing.only_as_configured)])
