"""Measure in one run, print one table a part, and with --write put each into docs/performance.md.

    python -m scripts.bench [--write] [check] [metrics] [forecast] [papers] [feed] [overview] [campuses]
        [load]

Without names all parts but the campuses and the load are measured; a part that is not measured stays in
the document as it is.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import platform
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PARTS = {
    "check": ("读表 Reading a workbook", "scripts.bench.bench_check"),
    "metrics": ("指标 Figures", "scripts.bench.bench_metrics"),
    "forecast": ("预计 What is expected by a deadline", "scripts.bench.bench_forecast"),
    "papers": ("简报 A briefing as a document", "scripts.bench.bench_papers"),
    "feed": ("接口 The interface for other programs", "scripts.bench.bench_feed"),
    "overview": ("总览页 The overview in a browser", "scripts.bench.bench_overview"),
    "campuses": ("多校 Many campuses", "scripts.bench.bench_campuses"),
    "load": ("许多人同时 Many at once", "scripts.bench.bench_load"),
}
ORDINARY = ("check", "metrics", "forecast", "papers", "feed", "overview")
WRITE = "--write"
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
LIBRARIES = ("streamlit", "pandas", "plotly", "python-calamine", "narwhals", "duckdb")
INTRODUCTION = """# 速度 Performance

<!-- 由 make bench 生成。Written by `make bench`. -->

同一台机器、同一次运行，轮流多次取最快的一次；“要求”是设计给出的界限，比值不受机器快慢影响。
Measured on one machine in one run, by turns, the best of several rounds. The bound is the design's;
a ratio does not depend on how fast the machine is.

"""


def main(arguments: Sequence[str]) -> int:
    """Run the parts that are named, the ordinary ones by default; return 1 when a bound was missed."""
    names = [name for name in arguments if name != WRITE]
    unknown = set(names) - set(PARTS)
    if unknown:
        print(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    results = {name: _run(name) for name in names or ORDINARY}
    sections = {name: _section(name, rows) for name, rows in results.items()}
    print("\n".join(sections.values()))
    if WRITE in arguments:
        written = _written() | sections
        text = "\n".join(written[name] for name in PARTS if name in written)
        DOCUMENT.write_text(f"{INTRODUCTION}{_machine()}\n{text}", encoding="utf-8")
        print(f"→ {DOCUMENT.relative_to(DOCUMENT.parent.parent)}")
    return 0 if all(row["ok"] for rows in results.values() for row in rows) else 1


def _written() -> dict[str, str]:
    """The sections that the document has, by part."""
    _, *sections = re.split(r"^(?=## )", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    names = {f"## {title}": name for name, (title, _) in PARTS.items()}
    return {names[text.splitlines()[0]]: text.rstrip("\n") + "\n" for text in sections}


def _run(name: str) -> list[dict[str, Any]]:
    print(f"measuring: {name} ...", file=sys.stderr, flush=True)
    rows: list[dict[str, Any]] = importlib.import_module(PARTS[name][1]).run()
    return rows


def _section(name: str, rows: Sequence[dict[str, Any]]) -> str:
    lines = [
        f"## {PARTS[name][0]}",
        "",
        "| 测量 measurement | 结果 measured | 要求 bound | |",
        "|---|---:|---:|---|",
    ]
    for row in rows:
        measured = f"{_number(row['measured'])} {row['unit']}"
        lines.append(f"| {row['name']} | {measured} | {_bound(row)} | {_verdict(row)} |")
    return "\n".join(lines) + "\n"


def _bound(row: dict[str, Any]) -> str:
    if row["bound"] is None:
        return ""
    return f"{'≥' if row.get('at_least') else '≤'} {row['bound']:g} {row['unit']}"


def _verdict(row: dict[str, Any]) -> str:
    if row["bound"] is None:
        return ""
    return "✓" if row["ok"] else "✗ 未达到 missed"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _machine() -> str:
    """The processor, the memory and the versions that the figures belong to."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)
    system = f"{platform.system()} {platform.machine()}, {_processor()}"
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    lines = [
        f"- {system}, {os.cpu_count()} cores, {memory:.0f} GB",
        f"- Python {platform.python_version()}, {versions}",
    ]
    return "\n".join(lines) + "\n"


def _processor() -> str:
    """The processor's name where the system tells it."""
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "processor unnamed"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
