"""Which browser draws pictures: the one that is named, else one on the PATH, else a private one."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from choreographer.browsers import Chromium

_VARIABLES = ("BROWSER_PATH", "CHROME_PATH", "CHROME")
_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
_PLAYWRIGHT = "PLAYWRIGHT_BROWSERS_PATH"
_PLAYWRIGHT_FILES = ("chromium-*/chrome-linux*/chrome", "chromium_headless_shell-*/*/headless_shell")


def browser_path() -> str | None:
    """The program that draws pictures, or ``None`` when there is none.

    Order: ``BROWSER_PATH``, ``CHROME_PATH``, ``CHROME``; the usual names on the PATH; the
    browser that Playwright has installed; what kaleido has downloaded or finds at the usual
    places. A variable that names no program is passed over.
    """
    named = [os.environ[name] for name in _VARIABLES if os.environ.get(name)]
    for candidate in (*named, *_NAMES):
        program = shutil.which(candidate)
        if program:
            return program
    return _playwright_browser() or Chromium.find_browser(skip_local=False)


@cache
def has_sandbox() -> bool:
    """Whether the kernel lets a browser shut itself in: as an ordinary user who may make namespaces."""
    program = shutil.which("unshare")
    if program is None or os.geteuid() == 0:
        return False
    tried = subprocess.run(  # noqa: S603 - our own arguments
        [program, "--user", "--map-root-user", "true"], capture_output=True, check=False
    )
    return tried.returncode == 0


def _playwright_browser() -> str | None:
    home = Path(os.environ.get(_PLAYWRIGHT) or Path.home() / ".cache" / "ms-playwright")
    for pattern in _PLAYWRIGHT_FILES:
        for file in sorted(home.glob(pattern), reverse=True):
            if os.access(file, os.X_OK):
                return str(file)
    return None
