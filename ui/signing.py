"""How people sign in at this server, and whether it may answer anybody at all.

The server reads this before it answers, so nothing is imported here but what that takes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import streamlit as st
from streamlit import config

from access import complaints
from access.complaints import Misconfigured
from access.ways import Signing, way_of

# What held when the server started: taking a configuration away opens no door while it runs.
_at_start: list[Signing] = []


def signing() -> Signing:
    """How people sign in; raises ``Misconfigured`` where the server must not answer anybody."""
    if _at_start:
        return _at_start[0]
    return way_of(os.environ, _auth_section(), config.get_option("server.address") or "")


def require_configured() -> None:
    """Settle how people sign in; end this process, with what to configure, where it must not run."""
    try:
        _at_start.append(signing())
    except Misconfigured as error:
        sys.stderr.write(f"\n{error.message('zh')}\n\n{error.message('en')}\n\n")
        sys.exit(1)


def _auth_section() -> object:
    """The section ``[auth]`` of the secrets; ``None`` without one."""
    files = [file for file in config.get_option("secrets.files") if Path(file).exists()]
    try:
        if st.secrets.load_if_toml_exists():
            return st.secrets.get("auth")
    except (OSError, ValueError) as error:
        raise Misconfigured(complaints.SECRETS_UNREADABLE, files="、".join(files), problem=error) from error
    if files:  # a file that says nothing that can be read may have meant to ask for a sign-in
        raise Misconfigured(complaints.SECRETS_UNREADABLE, files="、".join(files), problem="TOML")
    return None
