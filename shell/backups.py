"""Backups in a shell: write one while the server runs, and bring one back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from schema.language import gettext
from shell import options
from shell.opening import opened_store
from shell.printing import print_json
from store.backups import Backup, restore_backup, write_backup

File = Annotated[Path, typer.Argument(dir_okay=False, help="The backup: one SQLite file.")]


def backup(file: File, as_json: options.AsJson = False, language: options.Language = "zh") -> None:
    """Write everything in the database, originals too, to one file, and check it. The server may run."""
    with opened_store() as store:
        written = write_backup(store, file)
    _print(written, as_json, gettext("已备份到 {file}", language).format(file=file), language)


def restore(file: File, as_json: options.AsJson = False, language: options.Language = "zh") -> None:
    """Bring a backup back into the empty database of DATABASE_URL. Refused while a server has it open."""
    with opened_store() as store:
        restored = restore_backup(file, store)
    _print(restored, as_json, gettext("已从 {file} 恢复", language).format(file=file), language)


def _print(backup: Backup, as_json: bool, done: str, language: str) -> None:
    if as_json:
        print_json(asdict(backup))
        return
    words = gettext("{done}：{submissions} 份上报，共 {rows} 行，{size} MB 原文件逐个核对无误", language)
    print(
        words.format(
            done=done,
            submissions=backup.rows["submissions"],
            rows=f"{sum(backup.rows.values()):,}",
            size=f"{backup.original_bytes / 2**20:.1f}",
        )
    )
