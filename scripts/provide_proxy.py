"""The nginx of this machine, installed as a package where this is root on a system with Debian's packages."""

from __future__ import annotations

import os
import shutil

from scripts.provide_browser import PACKAGE_SECONDS, attempt, can_install

# Debian keeps it where the PATH of ordinary people does not lead.
_PLACES = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))


def provide_proxy() -> str:
    """The path of nginx; raises ``FileNotFoundError`` where there is none and none can be installed."""
    path = shutil.which("nginx", path=_PLACES)
    if path is None and can_install():
        attempt(["apt-get", "update", "-q"], PACKAGE_SECONDS)
        attempt(["apt-get", "install", "-q", "-y", "--no-install-recommends", "nginx-light"], PACKAGE_SECONDS)
        path = shutil.which("nginx", path=_PLACES)
    if path is None:
        raise FileNotFoundError("nginx is neither on the PATH nor could it be installed: install nginx")
    return path
