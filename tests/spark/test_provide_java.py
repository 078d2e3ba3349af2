"""A Java for Spark is found, or taken from a package."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.provide_java import candidates, of_package, starts


def test_the_java_of_the_package_starts_as_spark_starts_it(tmp_path: Path) -> None:
    """Where a machine has no Java, that of the package is one on which Spark starts."""
    assert starts(of_package(tmp_path))


def test_a_java_that_is_named_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What JAVA_HOME names is tried before the PATH, and the package last of all."""
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "named"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert list(candidates(tmp_path / "own")) == [tmp_path / "named", tmp_path / "own"]


def test_a_program_that_only_prints_advice_is_no_java(tmp_path: Path) -> None:
    """A stub under its name, or one that is too old, is not taken for a Java."""
    for said in ("install the real one", 'openjdk version "11.0.2"'):
        java = tmp_path / "bin" / "java"
        java.parent.mkdir(exist_ok=True)
        java.write_text(f"#!/bin/sh\necho '{said}' >&2\n", encoding="utf-8")
        java.chmod(0o755)
        assert not starts(tmp_path)
    assert not starts(tmp_path / "nowhere")
