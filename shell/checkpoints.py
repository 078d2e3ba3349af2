"""The checkpoints in a shell: freeze their figures, for a scheduler or after loading what came earlier."""

from __future__ import annotations

from services import checkpoints
from shell import options
from shell.opening import opened_desk


def freeze(acting: options.Acting) -> None:
    """Keep the figures of every checkpoint that is over, as known at its end; print how many were added.

    What is kept is never changed, so this may be run at any time. Loading and opening the dashboard
    do the same.
    """
    with opened_desk(acting) as desk:
        print(checkpoints.freeze(desk))
