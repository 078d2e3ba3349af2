"""What axe-core, the checker of accessibility, says of a page as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from playwright.sync_api import Page

_AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")  # the rules that another theme can break
# Left out is what Streamlit's own parts do alone: its list of pages is grouped by elements that lists may
# not have, and its field for files is a section that nothing may be said of.
_ASK = """async (rules) => {
    const streamlits = [["[data-testid=stSidebarNav]"], ["section[data-testid=stFileUploaderDropzone]"]];
    const asked = {runOnly: rules, resultTypes: ["violations"], preload: false};
    const found = await window.axe.run({exclude: streamlits}, asked);
    const said = (node) => [...node.any, ...node.all, ...node.none].map((check) => check.message)[0];
    return found.violations.flatMap(
        (rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 120)} ${said(node)}`));
}"""


def violations(page: Page, rules: Sequence[str] = LEVELS) -> list[str]:
    """Every violation of ``rules`` (levels, or single ones) that is ours, with the element it is about."""
    if not page.evaluate("'axe' in window"):  # a page that is turned from another has it already
        page.evaluate("axe => { (0, eval)(axe); }", _AXE)
    return list(page.evaluate(_ASK, list(rules)))
