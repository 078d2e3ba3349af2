"""A document as PDF: its page, printed by the browser that draws the pictures."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from exports.images.browser import browser_path, has_sandbox
from exports.images.unavailable import ImageUnavailable
from exports.papers.page import page
from exports.papers.paper import Paper
from exports.papers.searchable import searchable

_SECONDS = 60
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--no-first-run",
    "--no-pdf-header-footer",
)


def printed(paper: Paper) -> bytes:
    """The document as PDF with the fonts that it uses inside.

    Raises ``exports.ImageUnavailable`` where there is no browser, or where it prints nothing.
    """
    browser = browser_path()
    if browser is None:
        raise ImageUnavailable("no browser found")
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "paper.html"), Path(folder, "paper.pdf")
        source.write_bytes(page(paper))
        flags = _FLAGS if has_sandbox() else (*_FLAGS, "--no-sandbox")  # as for pictures
        command = [browser, *flags, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}"]
        try:
            subprocess.run(  # noqa: S603 - the browser of this machine, on a file of ours
                [*command, source.as_uri()], check=True, capture_output=True, timeout=_SECONDS
            )
            return searchable(target.read_bytes())
        except (OSError, subprocess.SubprocessError) as error:
            raise ImageUnavailable(f"{type(error).__name__}: {error}") from error
