"""What rows must satisfy: required cells, counts within their limit, one row a key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from loaders.cells.moments import has_clock
from loaders.cells.numbers import yes_or_no
from loaders.cells.text import shown
from loaders.sheet import Sheet
from loaders.similar_ids import SimilarIds
from schema.catalogue import ERROR
from schema.findings import Finding
from schema.model import ColumnType

_SHOWN_ROWS = 5


def check_cells(sheet: Sheet, unit: str | None) -> None:
    """Record cells that could not be read, and required ones that are blank; a blank unit is ``unit``."""
    void = _struck_rows(sheet)
    for column in sheet.form.columns:
        values = sheet.values.get(column.id)
        if values is None:
            continue
        doubtful = values.doubtful
        for row in np.flatnonzero(doubtful).tolist():
            problem = values.problems[int(values.codes[row])]
            if problem.code == "struck_out" and row in void and column.id != sheet.form.anchor:
                continue  # said once of the row
            if problem.code == "pair_unclear" and sheet.header.parts.get(column.id):
                sheet.lost[row] |= column.required
                continue  # said of the first of the two
            details = dict(problem.details)
            # A default, or ``unit``, stands for a blank, not for what nobody can read: the row would have
            # another key, and 全校 below the units be one of them.
            has_default = unit is not None if column.type is ColumnType.UNIT else column.default is not None
            if column.required or (has_default and column.id in sheet.form.key):
                details["severity"] = ERROR
            sheet.add(problem.code, row, column.id, **details)
        for row in np.flatnonzero(values.remarked).tolist():
            sheet.add(values.remarks[int(values.codes[row])], row, column.id)
        if column.required:
            for row in np.flatnonzero(values.blank & ~doubtful).tolist():
                sheet.add("missing_value", row, column.id)


def _struck_rows(sheet: Sheet) -> set[int]:
    """The rows whose name is struck out, and so the rows themselves."""
    anchors = sheet.values.get(sheet.form.anchor)
    if anchors is None or not any(problem.code == "struck_out" for problem in anchors.problems.values()):
        return set()
    rows = np.flatnonzero(anchors.doubtful).tolist()
    return {row for row in rows if anchors.problems[int(anchors.codes[row])].code == "struck_out"}


def check_clocks(sheet: Sheet) -> None:
    """Record moments that give a day and no time: nothing can be counted in hours from them."""
    for column in sheet.form.columns:
        if column.type is ColumnType.MOMENT and column.id in sheet.values:
            moments = sheet.frame[column.id]
            bare = (moments.notna() & (moments == moments.dt.normalize())).to_numpy(bool)
            for row in np.flatnonzero(bare).tolist():
                if not has_clock(sheet.raw(row, column.id)):
                    sheet.add("clock_missing", row, column.id)


def check_order(sheet: Sheet) -> None:
    """Record moments that lie before the one that they follow: a fault solved before it was reported."""
    for earlier, later in sheet.form.in_order:
        if earlier not in sheet.values or later not in sheet.values:
            continue
        first, second = sheet.frame[earlier], sheet.frame[later]
        with_clock = (first != first.dt.normalize()) & (second != second.dt.normalize())
        before = (second < first).where(with_clock, second.dt.normalize() < first.dt.normalize())
        for row in np.flatnonzero(before.fillna(False).to_numpy(bool)).tolist():
            other = str(first.iat[row])
            sheet.add("wrong_order", row, later, other_column=sheet.title(earlier), other=other)


def check_advisory_order(sheet: Sheet) -> None:
    """Record days that lie before what they follow, and leave them blank: mended before it was seen."""
    for earlier, later in sheet.form.advisory_order:
        if earlier not in sheet.values or later not in sheet.values:
            continue
        first, second = sheet.frame[earlier], sheet.frame[later]
        for row in np.flatnonzero((second < first).fillna(False).to_numpy(bool)).tolist():
            other = str(first.iat[row].date())
            sheet.add("order_doubtful", row, later, other_column=sheet.title(earlier), other=other)
            sheet.frame.loc[row, later] = pd.NaT


def check_key_dates(sheet: Sheet) -> None:
    """Record rows in which none of the dates of the key is filled."""
    shown_dates = [id for id in sheet.form.key_dates if id in sheet.values]
    if not shown_dates:
        return
    blank = np.logical_and.reduce([sheet.values[id].blank for id in shown_dates])
    doubtful = np.logical_or.reduce([sheet.values[id].doubtful for id in shown_dates])
    for row in np.flatnonzero(blank & ~doubtful).tolist():
        sheet.add("missing_value", row, shown_dates[-1])
    # A date that cannot be read, where the other is blank, leaves the row without a day.
    for row in np.flatnonzero(blank & doubtful).tolist():
        sheet.lose(row, shown_dates)


def check_limits(sheet: Sheet) -> None:
    """Record counts above the count that they cannot exceed."""
    for column in sheet.form.columns:
        if column.at_most is None or column.id not in sheet.values or column.at_most not in sheet.values:
            continue
        most = sheet.frame[column.at_most]
        over = (sheet.frame[column.id] > most).fillna(False).to_numpy(bool)
        title = sheet.title(column.at_most)
        rows = np.flatnonzero(over).tolist()
        for row, limit in zip(rows, most[over].tolist(), strict=True):
            sheet.add("count_exceeds", row, column.id, limit=limit, limit_column=title)


def settle_joining(sheet: Sheet) -> None:
    """A bare 是 or 否 in the column of joining days says whether the student has joined.

    A student marked as not joined who has a joining day, or a 是 there, counts as not joined, and
    is said.
    """
    days = sheet.values.get("joined_on")
    if days is None:
        return
    bare_yes = [place for place, problem in days.problems.items() if problem.code == "yes_without_date"]
    bare_no = [place for place, cell in enumerate(days.raw) if yes_or_no(cell) is False]
    says_yes, says_no = np.isin(days.codes, bare_yes), np.isin(days.codes, bare_no)
    for place in bare_yes:
        del days.problems[place]
    joined = sheet.frame["joined"]
    unsaid = joined.isna().to_numpy(bool)
    sheet.frame["joined"] = joined.mask(unsaid & says_yes, True).mask(unsaid & says_no, False)
    if "joined" in sheet.values:
        _check_contradictions(sheet, says_yes, says_no)


def _check_contradictions(sheet: Sheet, says_yes: NDArray[np.bool_], says_no: NDArray[np.bool_]) -> None:
    has_joined = sheet.frame["joined"].fillna(False).to_numpy(bool)
    marked_no = (~sheet.frame["joined"]).fillna(False).to_numpy(bool)
    clash = (marked_no & (says_yes | sheet.frame["joined_on"].notna().to_numpy(bool))) | (
        has_joined & says_no
    )
    for row in np.flatnonzero(clash).tolist():
        other = shown(sheet.raw(row, "joined_on"))
        sheet.add("contradiction", row, "joined", other_column=sheet.title("joined_on"), other=other)
    if clash.any():
        sheet.frame.loc[clash, "joined_on"] = pd.NaT
        sheet.frame.loc[clash, "joined"] = False


def check_units(sheet: Sheet, unit: str | None) -> None:
    """Record rows that name another unit than the submitter's."""
    if unit is None or "unit" not in sheet.values:
        return
    other = (sheet.frame["unit"].notna() & (sheet.frame["unit"] != unit)).to_numpy(bool)
    for row in np.flatnonzero(other).tolist():
        sheet.add("other_unit", row, "unit", unit=unit)


def check_blank_units(sheet: Sheet) -> None:
    """Record rows that name no unit in a sheet whose other rows do: whose they are is nobody's guess."""
    values = sheet.values.get("unit")
    if values is None:
        return
    blank = sheet.frame["unit"].isna().to_numpy(bool) & ~values.doubtful
    for row in np.flatnonzero(blank).tolist() if not blank.all() else ():
        sheet.add("unit_blank", row, "unit")


def settle_units(sheet: Sheet, units: Sequence[str | None], unit: str | None) -> None:
    """Give each row the one of ``units`` that a line above it names; ``unit`` is the submitter's.

    Rows of another unit than the submitter's are recorded.
    """
    blank = sheet.frame["unit"].isna().to_numpy(bool)
    if "unit" in sheet.values:
        blank = blank & ~sheet.values["unit"].doubtful
    for named in dict.fromkeys(filter(None, units)):
        rows = blank & np.array([each == named for each in units], bool)
        sheet.frame["unit"] = sheet.frame["unit"].mask(rows, named)
        if unit is not None and named != unit:
            for row in np.flatnonzero(rows).tolist():
                sheet.add("table_of_other_unit", row, None, found=named, unit=unit)


def check_repeats(sheet: Sheet, unit: str | None) -> None:
    """Take exact repeats once, and none of the rows that say different things of one key.

    A row that names no unit is of ``unit``.
    """
    codes = key_codes(sheet, unit)
    alive = ~sheet.lost
    counts = np.bincount(codes[alive], minlength=codes.max(initial=0) + 1)
    repeated = alive & (counts[codes] > 1)
    if not repeated.any():
        return
    rows = np.flatnonzero(repeated)
    content = sheet.frame.iloc[rows].drop(columns="source_row")
    same, _ = pd.factorize(pd.MultiIndex.from_frame(content.astype(object).where(content.notna(), None)))
    for group in groups_of(codes[rows]):
        places = rows[group]
        if len(set(same[group])) == 1:
            for row in places[1:].tolist():
                sheet.add("repeated_row", row, _key_shown(sheet), first=int(sheet.numbers[places[0]]))
                sheet.drop(row)
        else:
            _record_conflict(sheet, places)


def groups_of(codes: NDArray[np.int64]) -> Iterator[NDArray[np.intp]]:
    """The positions at which each of ``codes`` stands."""
    order = np.argsort(codes, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(codes[order])) + 1)


def _record_conflict(sheet: Sheet, places: NDArray[np.intp]) -> None:
    numbers = sheet.numbers[places].tolist()
    first = numbers[: _SHOWN_ROWS + 1]  # all that is listed of any number of them
    key = "，".join(
        f"{sheet.title(id)} {shown(sheet.raw(int(places[0]), id))}"
        for id in sheet.form.key
        if id in sheet.values
    )
    for row, number in zip(places.tolist(), numbers, strict=True):
        others = [str(other) for other in first if other != number]
        listed = "、".join(others[:_SHOWN_ROWS]) + ("…" if len(numbers) - 1 > _SHOWN_ROWS else "")
        sheet.add("conflicting_rows", row, _key_shown(sheet), others=listed, key=key)


def _key_shown(sheet: Sheet) -> str:
    """The column that names the row: of the key the first that the sheet has."""
    named = (sheet.form.anchor, *sheet.form.key) if "class_id" not in sheet.form.key else sheet.form.key
    return next(id for id in named if id in sheet.values)


def key_codes(sheet: Sheet, unit: str | None) -> NDArray[np.int64]:
    """A number for each row, equal where the keys are equal; blanks are values of a key."""
    combined = np.zeros(len(sheet.numbers), np.int64)
    arrays = [sheet.frame[id] for id in sheet.form.key]
    if unit is not None and "unit" in sheet.form.key:
        arrays[sheet.form.key.index("unit")] = sheet.frame["unit"].fillna(unit)
    if sheet.form.key_dates:
        dates = sheet.frame[sheet.form.key_dates[0]]
        for id in sheet.form.key_dates[1:]:
            dates = dates.fillna(sheet.frame[id])
        arrays.append(dates)
    for array in arrays:
        codes, values = pd.factorize(array, use_na_sentinel=False)
        combined, _ = pd.factorize(combined * (len(values) + 1) + codes)
    return combined


def check_plan(sheet: Sheet, plan: Mapping[str, str], unit: str | None) -> None:
    """Record classes that the plan does not know, or knows as another unit's."""
    similar = SimilarIds(plan)
    units = sheet.units()
    for class_id, rows in sheet.rows_by_class():
        owner = plan.get(class_id)
        if owner is None:
            hint = similar.hint(class_id)
            for row in rows.tolist():
                sheet.add("unknown_class", row, "class_id", **hint)
            continue
        for row in rows.tolist():
            named = units[row] or unit
            if named is not None and named != owner:
                sheet.add("class_of_other_unit", row, "class_id", owner=owner, unit=named)


def finding_order(finding: Finding) -> tuple[int, int]:
    """Sheet-wide findings first, then by row."""
    return (0, 0) if finding.row is None else (1, finding.row)
