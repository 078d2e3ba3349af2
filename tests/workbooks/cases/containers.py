"""Files whose container is odd and whose sheet is sound, and things that are no workbook by their names."""

from __future__ import annotations

import base64
import io
import struct
import zipfile

from sample_data import markup, producers
from sample_data.freeze import freeze
from tests.workbooks.case import Case, Sheet
from tests.workbooks.cases.formats import ROWS, TABLE

_XLSX = producers.write_wps([TABLE])


def _renamed(data: bytes, *changes: tuple[str, str]) -> bytes:
    """The same package with the names of its parts changed, and its references left as they were."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            target = name
            for before, after in changes:
                target = target.replace(before, after)
            new.writestr(target, old.read(name))
    return freeze(stream.getvalue())


def _second_workbook() -> bytes:
    """The workbook under another name, as Office in a browser saves it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_XLSX)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(".rels") or name == "[Content_Types].xml":
                content = content.replace(b"xl/workbook.xml", b"xl/workbook2.xml")
            new.writestr(name.replace("workbook.xml", "workbook2.xml"), content)
    return freeze(stream.getvalue())


def _mhtml() -> bytes:
    """A single-file web page, its table in quoted-printable's other encoding."""
    page = base64.encodebytes(markup.write_html([TABLE])).decode()
    return (
        (
            'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="----=_甲"\n\n------=_甲\n'
            "Content-Location: file:///C:/1.htm\nContent-Transfer-Encoding: base64\n"
            f'Content-Type: text/html; charset="utf-8"\n\n{page}\n------=_甲--\n'
        )
        .replace("甲", "NextPart")
        .encode()
    )


def _old_records() -> bytes:
    """What small scripts write: the records of Excel 5 without any container."""
    begin = struct.pack("<6H", 0x809, 8, 0x500, 0x10, 0, 0)
    label = "教学班号".encode("gbk")
    return (
        begin
        + struct.pack("<6H", 0x204, 8 + len(label), 0, 0, 0, len(label))
        + label
        + struct.pack("<HH", 0x0A, 0)
    )


def _lock() -> bytes:
    name = "sun yating"
    return (
        bytes([len(name)])
        + name.encode().ljust(54, b" ")
        + bytes([len(name), 0])
        + name.encode("utf-16-le").ljust(108, b" ")
    )


_LOGIN = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>统一身份认证</title></head><body><form>
<table><tr><td>用户名</td><td><input name="u"></td></tr><tr><td>密码</td><td><input type="password" name="p"></td></tr></table>
<button>登录</button></form></body></html>"""


def _refused() -> list[Case]:
    numbers = io.BytesIO()
    with zipfile.ZipFile(numbers, "w") as package:
        package.writestr("Index/Document.iwa", b"\0\1")
        package.writestr("Metadata/Properties.plist", b"bplist00")
    return [
        Case("拒收-锁定文件.xlsx", _lock(), refused="lock_file"),
        Case("拒收-登录页.xls", _LOGIN.encode(), refused="login_page"),
        Case("拒收-登录页.csv", _LOGIN.encode(), refused="login_page"),
        Case(
            "拒收-网页.csv", b"<!doctype html><html><body><p>Not Found</p></body></html>", refused="web_page"
        ),
        Case("拒收-接口消息.xlsx", '{"code": 401, "msg": "未登录"}'.encode(), refused="json_file"),
        Case("拒收-Excel5.xls", _old_records(), refused="old_excel"),
        Case("拒收-Numbers.numbers", freeze(numbers.getvalue()), refused="numbers_file"),
    ]


def cases() -> list[Case]:
    """All of them."""
    good = {
        "容器-反斜杠.xlsx": _renamed(_XLSX, ("/", "\\")),
        "容器-大写.xlsx": _renamed(_XLSX, ("xl/", "XL/"), ("sheet1.xml", "SHEET1.XML")),
        "容器-workbook2.xlsx": _second_workbook(),
        "容器-前有字节.xlsx": b"\xef\xbb\xbf\r\n" + _XLSX,
        "容器-后有字节.xlsx": _XLSX + b"\r\n<br />Warning: headers already sent",
        "容器-前有字节.xls": b"\r\n\r\n" + producers.write_xls([TABLE]),
    }
    sheet = Sheet(TABLE.name, "enrollment", 3, ROWS, form="aggregate")
    page = Sheet(None, "enrollment", 3, ROWS, form="aggregate")
    return [
        *(Case(file, data, [sheet]) for file, data in good.items()),
        Case("容器-单个文件网页.xls", _mhtml(), [page]),
        *_refused(),
    ]
