"""Plans of an engine for what pandas does in arrays beside a definition, of rows that the engine holds."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.relations import Frame, latest, lazily, quoted


def steps(rows: Frame, key: str, order: Sequence[str], count: str) -> Frame:
    """See :meth:`metrics.counting.Snapshots.steps`: rows without ``count`` change nothing."""
    before = f"lag({quoted(count)}) over (partition by {quoted(key)} order by {quoted(*order)})"
    names, on = quoted(*dict.fromkeys((key, "unit_no"))), quoted(order[0])
    given = rows.to_native().filter(f"{quoted(count)} is not null")
    return lazily(given.select(f'{names}, {on} as "on", {quoted(count)} - coalesce({before}, 0) as change'))


def people(rows: Frame, day: str, person: str, campus_no: int, *, every: bool) -> Frame:
    """Distinct people as changes, see :meth:`metrics.counting.Counting.people`."""
    on, who = quoted(day), quoted(person)
    counts_from = f"case when count({on}) = count(*) then max({on}) end" if every else f"min({on})"
    order = "desc nulls first" if every else "asc nulls last"
    of_units = (
        rows.to_native()
        .filter("unit_no >= 0")
        .aggregate(f'unit_no, {who} as who, {counts_from} as "on"', f"unit_no, {who}")
        .select(f'*, row_number() over (partition by who order by "on" {order}, unit_no) > 1 as again')
        .filter('"on" is not null')
    )
    units, changes = f"[unit_no, {campus_no}]", "[1, -1]"
    both = f"{units}[: 1 + again::int]", f"{changes}[: 1 + again::int]"
    return lazily(of_units.select(f'unnest({both[0]}) as unit_no, "on", unnest({both[1]}) as change'))


def later_lists(rows: Frame, key: Sequence[str], scope: str, names: Sequence[str]) -> Frame:
    """See :func:`metrics.ends.left_out`: ``names`` of the last row of each ``key``, and ``ends_on``."""
    first = f"{quoted(scope)} as listed, received_at as listed_at, min(received_on) as listed_on"
    whole = rows.to_native().filter("whole").aggregate(first, f"{quoted(scope)}, received_at")
    behind = f"listed is not distinct from {quoted(scope)} and listed_at > received_at"
    ended = latest(rows, key).to_native().join(whole.set_alias("lists"), behind)
    return lazily(
        ended.aggregate(f"{quoted(*names)}, arg_min(listed_on, listed_at) as ends_on", quoted(*names))
    )
