"""Setting up: what is installed is pinned, a taken port is passed over, what lacks is said."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

from scripts.provide_browser import starts
from scripts.serve import HOST, free_port
from tests.import_rules import ALLOWED, OUTSIDE, imports, modules, room_of

ROOT = Path(__file__).resolve().parents[2]
PINNED = re.compile(r"^[A-Za-z0-9._-]+(\[[a-z,]+\])?==[^=<>~*\s]+$")


@pytest.mark.parametrize("file", sorted(ROOT.glob("requirements*.txt")), ids=lambda file: file.name)
def test_every_requirement_is_pinned_to_one_version(file: Path) -> None:
    """A line that is neither a comment nor another file names a package and its exact version."""
    lines = [line.partition("#")[0].strip() for line in file.read_text(encoding="utf-8").splitlines()]
    named = [line for line in lines if line and not line.startswith("-r ")]
    assert named
    assert [line for line in named if not PINNED.match(line)] == []


def test_every_library_that_the_product_imports_is_named() -> None:
    """A library that comes only because another needs it may go with the next version of that."""
    texts = [(ROOT / f"requirements{of}.txt").read_text(encoding="utf-8") for of in ("", "-spark")]
    lines = [line for text in texts for line in text.partition("# What these need in turn")[0].splitlines()]
    named = {re.split(r"[=\[]", line)[0] for line in lines if "==" in line}
    carried_by = packages_distributions()
    used = {
        name.partition(".")[0]
        for path in modules(ROOT)
        if room_of(path, ROOT) not in OUTSIDE
        for _, name in imports(path, ROOT)
    }
    outside = used - set(ALLOWED) - sys.stdlib_module_names
    # What is not installed here, for Spark, is carried by the package of its name.
    carriers = {name: {each.lower() for each in carried_by.get(name, [name])} for name in outside}
    assert {name for name in outside if not named & carriers[name]} == set()


def test_a_taken_port_is_passed_over() -> None:
    """Where another server listens already, the next free port is taken."""
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        taken = other.getsockname()[1]
        assert free_port(taken) > taken


def test_a_program_that_draws_no_page_is_no_browser(tmp_path: Path) -> None:
    """A stub under a browser's name, which only prints advice, is not taken for a browser."""
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\necho 'install the real one'\n", encoding="utf-8")
    stub.chmod(0o755)
    assert not starts(str(stub))


def test_a_missing_python_is_said_in_both_languages(tmp_path: Path) -> None:
    """Without a recent Python on the PATH the set-up stops and says so, and makes nothing."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "prepare.sh", tmp_path / "scripts")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "dirname", "cat", "cmp", "id", "rm"):
        (tools / name).symlink_to(str(shutil.which(name)))
    done = subprocess.run(
        [tools / "sh", "scripts/prepare.sh", "requirements.txt"],
        cwd=tmp_path,
        env={"PATH": str(tools)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert "找不到 Python 3.11" in done.stderr
    assert "No Python 3.11 or later" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_the_image_runs_as_nobody_special_and_tells_its_health() -> None:
    """The container's last user is not root, its health is Streamlit's, and it holds no secret."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    users = [line.removeprefix("USER ") for line in lines if line.startswith("USER ")]
    assert users
    assert users[-1] not in {"root", "0"}
    assert any("/_stcore/health" in line for line in lines)
    assert not any(re.search(r"(?i)password|secret|token", line) for line in lines)


def test_what_the_image_is_made_of_is_pinned() -> None:
    """The base by its digest, and every program of requirements.txt by its version and the hashes of its files."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    proxy = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8").splitlines()
    bases = [line for line in (*lines, *proxy) if line.startswith("FROM ")]
    assert bases
    assert all(re.search(r"@sha256:[0-9a-f]{64}$", base) for base in bases)
    assert any("--require-hashes -r requirements.lock" in line for line in lines)
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    programs = [line for line in locked if line and not line.startswith("#")]
    assert all("--hash=sha256:" in line for line in programs)
    wanted = [
        line.split(";")[0].split("#")[0].strip()
        for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    names = {plain(re.split(r"[ ;]", line)[0]) for line in programs}
    assert {plain(each) for each in wanted} <= names


def plain(program: str) -> str:
    """A program and its version as every installer compares them."""
    return re.sub(r"\[.*?\]", "", program).lower().replace("_", "-")


def test_the_containers_may_do_as_little_as_they_can() -> None:
    """No capability but those a start needs, nothing to write to but memory and data, and bounded memory."""
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    for name, service in services.items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
        assert service["mem_limit"]
        assert "build" in service or re.search(r"@sha256:[0-9a-f]{64}$", service["image"]), name
    assert "cap_add" not in services["dashboard"]


def test_what_is_secret_stays_out_of_the_repository_and_the_image() -> None:
    """A file of secrets, wherever it lies, is neither committed nor copied."""
    for name, line in ((".gitignore", "secrets.toml"), (".dockerignore", "**/secrets.toml")):
        assert line in (ROOT / name).read_text(encoding="utf-8").splitlines()


def test_the_composition_takes_its_password_from_outside() -> None:
    """No password stands in the composition: without one in the environment it does not start."""
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    environments = [service.get("environment", {}) for service in services.values()]
    secrets = [
        value
        for each in environments
        for name, value in each.items()
        if any(word in f"{name} {value}" for word in ("PASSWORD", "SECRET"))
    ]
    assert sum("${POSTGRES_PASSWORD:?" in value for value in secrets) == 2
    assert all(value.startswith("${") or "${POSTGRES_PASSWORD:?" in value for value in secrets)


def test_the_check_before_a_change_is_two_commands_and_nothing_else() -> None:
    """What is run before a change is taken can be run by hand: it hides no step of its own."""
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["make test", "make test-spark"]
