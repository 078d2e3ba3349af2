"""Files that are not taken, and hostile ones that must do no harm."""

from __future__ import annotations

import io
import struct
import zipfile

from sample_data import producers
from sample_data.freeze import freeze
from sample_data.layout import Table
from tests.workbooks.case import Case, Sheet
from tests.workbooks.cases.formats import ROWS, TABLE

_GOOD_XLSX = producers.write_xlsxwriter([TABLE])
_GOOD_XLS = producers.write_xls([TABLE])
_BOMB_BYTES = 400 * 2**20
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
_LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
_DOCTYPE = f'<!DOCTYPE x [<!ENTITY l0 "哈哈">{_LAUGHS}]>'
_EXTERNAL = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/hostname">]>'


def _encrypted_xlsx() -> bytes:
    """An OLE container with an EncryptedPackage; it is drawn with new keys each time.

    The library is wanted only here, when the files are written, so it is asked for only here.
    """
    import msoffcrypto.format.ooxml

    stream = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(_GOOD_XLSX)).encrypt("ruqi", stream)
    return stream.getvalue()


def _encrypted_xls() -> bytes:
    """The record that names the last writer becomes a FILEPASS record: RC4, as Excel 97 to 2003."""
    writer = struct.pack("<HH", 0x5C, 112)
    at = _GOOD_XLS.index(writer)
    password = struct.pack("<HHHHH", 0x2F, 112, 1, 1, 1)
    return _GOOD_XLS[:at] + password + _GOOD_XLS[at + len(password) :]


def _encrypted_ods() -> bytes:
    """An ods whose manifest says that its content is encrypted."""
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="999">'
        '<manifest:encryption-data manifest:checksum-type="SHA256/1K" manifest:checksum="AA=="/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": bytes(i * 37 % 256 for i in range(999)),
        "META-INF/manifest.xml": manifest.encode(),
    }
    return _zipped(parts)


def _zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return freeze(stream.getvalue())


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _zip_bomb() -> bytes:
    """A small xlsx whose only sheet unpacks to hundreds of megabytes of blanks."""
    parts = _parts(_GOOD_XLSX)
    sheet = parts["xl/worksheets/sheet1.xml"]
    end = sheet.index(b"</sheetData>")
    parts["xl/worksheets/sheet1.xml"] = sheet[:end] + b" " * _BOMB_BYTES + sheet[end:]
    return _zipped(parts)


def _entity_bomb(doctype: str) -> bytes:
    """An xlsx whose shared strings declare entities."""
    parts = _parts(_GOOD_XLSX)
    strings = parts["xl/sharedStrings.xml"].decode()
    at = strings.index("<sst")
    strings = (strings[:at] + doctype + strings[at:]).replace("<t>教学班号</t>", "<t>&l9;教学班号</t>")
    parts["xl/sharedStrings.xml"] = strings.encode()
    return _zipped(parts)


def _spreadsheetml_bomb() -> bytes:
    return f"""<?xml version="1.0"?>{_DOCTYPE}
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Sheet1"><Table>
<Row><Cell><Data ss:Type="String">&l9;</Data></Cell></Row></Table></Worksheet></Workbook>""".encode()


def _document() -> bytes:
    """A word-processing document of one paragraph."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    text = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>关于报送网络教学准备情况的通知</w:t></w:r></w:p></w:body></w:document>"
    )
    types = (
        f'<Types xmlns="{package}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}"/></Types>'
    )
    relations = (
        f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}" Target="word/document.xml"/></Relationships>'
    )
    parts = {"[Content_Types].xml": types, "_rels/.rels": relations, "word/document.xml": text}
    return _zipped({name: part.encode() for name, part in parts.items()})


def _far_cell(place: str) -> bytes:
    """A good sheet with one more cell far away: the used range spans the whole sheet."""
    parts = _parts(_GOOD_XLSX)
    sheet = parts["xl/worksheets/sheet1.xml"]
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    cell = f'<row r="{row}"><c r="{place}"><v>1</v></c></row></sheetData>'.encode()
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", cell).replace(
        b"A1:F4", f"A1:{place}".encode()
    )
    return _zipped(parts)


def _hostile() -> list[Case]:
    good = [Sheet("学生进群", "enrollment", 3, ROWS, form="aggregate")]
    return [
        Case("拒收-加密.xlsx", _encrypted_xlsx(), refused="encrypted"),
        Case("拒收-加密.xls", _encrypted_xls(), refused="encrypted"),
        Case("拒收-加密.ods", _encrypted_ods(), refused="encrypted"),
        Case("拒收-截断.xlsx", _GOOD_XLSX[: len(_GOOD_XLSX) * 2 // 3], refused="damaged"),
        Case("拒收-截断.xls", _GOOD_XLS[: len(_GOOD_XLS) // 2], refused="damaged"),
        Case("拒收-压缩炸弹.xlsx", _zip_bomb(), refused="unsafe_file"),
        Case("拒收-实体炸弹.xlsx", _entity_bomb(_DOCTYPE), refused="entity_bomb"),
        Case("拒收-外部实体.xlsx", _entity_bomb(_EXTERNAL), refused="entity_bomb"),
        Case("拒收-实体炸弹SpreadsheetML.xls", _spreadsheetml_bomb(), refused="entity_bomb"),
        Case("极端-远处单元格.xlsx", _far_cell("XFD1048576"), good, refused="too_many_cells", harmless=True),
        Case("极端-远处行.xlsx", _far_cell("A1048576"), good, refused="too_many_cells", harmless=True),
    ]


def _table(*rows: list[str], name: str = "Sheet1", hidden: bool = False) -> Table:
    return Table(name, [list(row) for row in rows], hidden=hidden)


def _not_data() -> list[Case]:
    header = ["教学班号", "统计日期", "应进群人数", "已进群人数"]
    row = ["03000101", "2020-02-21", "45", "44"]
    write = producers.write_wps
    hidden = [_table(["封面"], name="封面"), _table(header, row, name="数据", hidden=True)]
    other = [_table(["填报单位：理学院", "", "", ""], header, row)]
    rows = [_table(["学院", *header], ["理学院", *row], ["理学院", "03000102", *row[1:]])]
    zipped = _zipped({"说明.txt": "这不是表格".encode()})
    return [
        Case("拒收-空文件.xlsx", b"", refused="empty_file"),
        Case("拒收-空文件.csv", b"", refused="empty_file"),
        Case("拒收-文档.xlsx", _document(), refused="not_a_workbook"),
        Case("拒收-PDF.xls", _PDF, refused="not_a_workbook"),
        Case("拒收-图片.xlsx", _PNG, refused="not_a_workbook"),
        Case("拒收-压缩包.xlsx", zipped, refused="not_a_workbook"),
        Case(
            "拒收-通知正文.csv",
            "各学院：\r\n请于今晚22点前报送网络教学准备情况。\r\n教务处\r\n".encode(),
            refused="no_header",
        ),
        Case("拒收-空表.xlsx", write([_table([""])]), refused="no_header"),
        Case(
            "拒收-认不出表头.xlsx",
            write([_table(["姓名", "电话", "住址"], ["苏砚汀", "0", "居家"])]),
            refused="no_header",
        ),
        Case("拒收-只有表头.xlsx", write([_table(header)]), refused="no_rows"),
        Case(
            "拒收-只有表头和合计.xlsx",
            write([_table(header, ["合计", "", "0", "0"], ["填表人：苏砚汀"])]),
            refused="no_rows",
        ),
        Case("拒收-缺必填列.xlsx", write([_table(header[1:], row[1:])]), refused="missing_columns"),
        Case("拒收-只有隐藏表.xlsx", write(hidden), refused="only_hidden_sheets"),
        Case("拒收-别的单位标题.xlsx", write(other), refused="another_unit", unit="汽车工程学院"),
        Case("拒收-别的单位各行.xlsx", write(rows), refused="another_unit", unit="汽车工程学院"),
    ]


def cases() -> list[Case]:
    """All refusals."""
    return [*_hostile(), *_not_data()]
