"""What a program reads in a document of each format, as plain text."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pptx
from pypdf import PdfReader


def of_word(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def of_slides(content: bytes) -> str:
    said = []
    for slide in pptx.Presentation(BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                said.append(shape.text_frame.text)
            if shape.has_table:
                said += [cell.text for row in shape.table.rows for cell in row.cells]
            if shape.has_chart:
                said += [str(name) for name in shape.chart.plots[0].categories]
    return "\n".join(said)


def of_pdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def of_page(content: bytes) -> str:
    return re.sub(r"<style>.*?</style>|<[^>]+>", "\n", content.decode(), flags=re.DOTALL)


READ = {"docx": of_word, "pptx": of_slides, "pdf": of_pdf, "html": of_page}


def squeezed(text: str) -> str:
    """Text without blanks and breaks, which each program sets where it likes."""
    return re.sub(r"\s+", "", text)
