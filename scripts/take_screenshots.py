"""Take the pictures of the READMEs from the sample term, in the browser of ``RUQI_BROWSER``.

make screenshot
"""

from __future__ import annotations

import os
from collections.abc import Callable

from playwright.sync_api import Page, sync_playwright

from scripts.serving import ROOT, serving_sample

FOLDER = ROOT / "docs" / "screenshots"
FIRST_PORT = 8801
# The morning after the eve of teaching: most is done, and some are behind.
MOMENT = "on=2020-02-23&known_at=2020-02-24"
MESSY = ROOT / "sample_data" / "2020春" / "体育部建群0223.csv"
SETTLE_MS = 2500


def main() -> None:
    """Write a picture for each page in ``PICTURES``."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with serving_sample(FIRST_PORT) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["RUQI_BROWSER"], args=["--no-sandbox"]
        )
        for name, (path, height, prepare) in PICTURES.items():
            page = browser.new_page(viewport={"width": 1440, "height": height}, locale="zh-CN")
            page.goto(f"{address}/{path}")
            prepare(page)
            page.wait_for_timeout(SETTLE_MS)
            page.screenshot(path=FOLDER / name)
            page.close()
            print((FOLDER / name).relative_to(ROOT))


def _wait_for_chart(page: Page) -> None:
    page.wait_for_selector("[data-testid=stPlotlyChart] .main-svg .trace", state="attached")


def _wait_for_table(page: Page) -> None:
    page.wait_for_selector("[data-testid=stDataFrame]", state="attached")


def _upload(page: Page) -> None:
    """Drop a sheet with faults, so that the findings show."""
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(MESSY)
    page.wait_for_selector("[data-testid=stDataFrame]", state="attached")


# file → address within the dashboard, height of the window, what is done before the picture
PICTURES: dict[str, tuple[str, int, Callable[[Page], None]]] = {
    "overview.png": (f"?{MOMENT}", 1128, _wait_for_chart),
    "unit.png": (f"unit?unit=体育教学部&{MOMENT}", 1180, _wait_for_chart),
    "first_month.png": ("first_month", 1180, _wait_for_chart),
    "submit.png": ("submit", 1500, _upload),
    "deadlines.png": (f"deadlines?{MOMENT}", 1400, _wait_for_chart),
    "history.png": ("history?submission=365", 1250, _wait_for_table),
}


if __name__ == "__main__":
    main()
