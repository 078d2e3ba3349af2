"""Has LibreOffice write its formats of one messy sheet: ``python -m tests.workbooks.convert``.

Needs ``soffice`` on the PATH. The files are kept, so that the tests do not.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from sample_data import producers
from tests.workbooks.cases.converted import FLAT, SOURCE
from tests.workbooks.filling import ALL, filled
from tests.workbooks.make import FILES

# Name of the file → filter of LibreOffice. 76 is UTF-8 and 67 is GBK; 44 the comma, 34 the quote.
_MERGED = {
    "LibreOffice-进群.xlsx": "xlsx:Calc MS Excel 2007 XML",
    "LibreOffice-进群.xls": "xls:MS Excel 97",
    "LibreOffice-进群.ods": "ods:calc8",
    "LibreOffice-进群网页.xls": "html:HTML (StarCalc)",
}
_FLAT = {
    "LibreOffice-进群UTF8.csv": "csv:Text - txt - csv (StarCalc):44,34,76",
    "LibreOffice-进群GBK.csv": "csv:Text - txt - csv (StarCalc):44,34,67",
}
_TEMPLATE = {
    "LibreOffice-模板.xlsx": "xlsx:Calc MS Excel 2007 XML",
    "LibreOffice-模板.xls": "xls:MS Excel 97",
    "LibreOffice-模板.ods": "ods:calc8",
}


def main() -> None:
    """Write the files of LibreOffice into ``files/``."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for table, targets in ((SOURCE, _MERGED), (FLAT, _FLAT)):
            source = work / "source.xlsx"
            source.write_bytes(producers.write_wps([table]))
            _write_all(source, work, targets)
        source = work / "source.xlsx"
        source.write_bytes(filled(*ALL))
        _write_all(source, work, _TEMPLATE)


def _write_all(source: Path, work: Path, targets: dict[str, str]) -> None:
    for name, to in targets.items():
        _convert(source, work / "out", to)
        ending = to.partition(":")[0]
        shutil.move(work / "out" / f"source.{ending}", FILES / name)


def _convert(source: Path, out: Path, to: str) -> None:
    command = ["soffice", "--headless", "--convert-to", to, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    main()
