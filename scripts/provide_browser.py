"""Print the path of a Chromium that starts here, providing one where there is none.

The one named by ``RUQI_BROWSER`` comes first, then those on the PATH, then Playwright's own
download (kept in ``.browser``), then, for root on a Debian-like system, the package. Everything
but the path goes to standard error; the exit status is 1 when no browser can be had. Where Debian's
Chromium is, its build without windows is provided beside it: the tests of the pages cost less in it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / ".browser"
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
DEBIANS = Path("/usr/bin/chromium")
SHELL = "chromium-headless-shell"  # the same build without the parts of windows
# Without these a browser looks for updates and its maker's hosts, which tests have no use for.
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_SECONDS = 60
DOWNLOAD_SECONDS = 300
PACKAGE_SECONDS = 600


def main() -> int:
    """Print the browser's path; return the exit status."""
    browser = next(candidates(), None)
    if browser is None:
        say("没有可用的浏览器：请安装 Chromium 或 Chrome，或以 RUQI_BROWSER=/路径 指定。")
        say("No browser: none on the PATH starts, Playwright's own could not be fetched or started,")
        say("and no package could be installed. Install Chromium or Chrome with a Chinese font such as")
        say("Noto Sans CJK, or name one: RUQI_BROWSER=/path/to/chromium make test")
        return 1
    provide_font()
    provide_shell(Path(browser))
    print(browser)
    return 0


def candidates() -> Iterator[str]:
    """Browsers that were seen to start, those that cost least first."""
    named = os.environ.get("RUQI_BROWSER")
    for name in (*([named] if named else []), *NAMES):
        path = shutil.which(name)
        if path and starts(path):
            yield path
    for fetch in (fetch_own, install_package):
        path = fetch()
        if path and starts(path):
            yield path


def starts(path: str) -> bool:
    """Whether the browser renders a page: a stub or a lack of libraries shows only then."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [path, *QUIET, f"--user-data-dir={profile}", "--dump-dom", "data:text/html,<p>ruqi</p>"]
        try:
            done = subprocess.run(command, capture_output=True, timeout=START_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            say(f"{path} does not start: {error}")
            return False
    if b"ruqi" not in done.stdout:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        say(f"{path} does not render a page: {' '.join(last)}")
        return False
    return True


def fetch_own() -> str | None:
    """Playwright's own Chromium, from ``.browser`` or downloaded into it."""
    os.environ["PLAYWRIGHT_BROWSERS_PATH"] = str(OWN)
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if not Path(path).exists():
        say("Fetching Playwright's own Chromium into .browser ...")
        attempt([sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"], DOWNLOAD_SECONDS)
    return path if Path(path).exists() else None


def install_package() -> str | None:
    """Debian's Chromium, when this is root on a system with its packages."""
    if not can_install():
        return None
    say("Installing the packages chromium and fonts-noto-cjk ...")
    install("chromium", "fonts-noto-cjk")
    return shutil.which("chromium")


def light(browser: str) -> str:
    """The build without windows that lies beside ``browser`` and starts, else ``browser`` itself."""
    shell = Path(browser).with_name(SHELL)
    return str(shell) if shell.exists() and starts(str(shell)) else browser


def provide_shell(browser: Path) -> None:
    """Install the build without windows beside Debian's browser where packages can be had."""
    if browser != DEBIANS or browser.with_name(SHELL).exists() or not can_install():
        return
    install(SHELL, options=("-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=10"))


def provide_font() -> None:
    """See that Chinese text can be drawn, or say that it cannot."""
    if shutil.which("fc-list") is None or has_chinese_font():
        return
    if can_install():
        install("fonts-noto-cjk")
    if not has_chinese_font():
        say("未找到中文字体，图片中的汉字会显示为方框：请安装 Noto Sans CJK（fonts-noto-cjk）。")
        say("No Chinese font was found, so pictures show boxes for it: install Noto Sans CJK.")


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font for Chinese."""
    done = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False)
    return bool(done.stdout.strip())


def can_install() -> bool:
    """Whether this is root on a system with Debian's packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(*packages: str, options: Sequence[str] = ()) -> None:
    """Install packages of Debian, where they can be had."""
    attempt(["apt-get", *options, "update", "-q"], PACKAGE_SECONDS)
    attempt(
        ["apt-get", *options, "install", "-q", "-y", "--no-install-recommends", *packages], PACKAGE_SECONDS
    )


def attempt(command: list[str], seconds: int) -> None:
    """Run a command that may fail; what it printed is shown when it does."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=seconds, check=False, env=environment, text=True
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        say(f"{' '.join(command)}: {error}")
        return
    if done.returncode:
        reason = next((line for line in done.stderr.splitlines() if line.startswith("E")), done.stderr[-200:])
        say(f"{' '.join(command)} failed: {reason}")


def say(line: str) -> None:
    """Tell the person; standard output is for the path alone."""
    print(line, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
