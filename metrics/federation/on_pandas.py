"""Campus by campus in this process, on frames of pandas."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from metrics.federation.published import Asked, PublishedTerm, beside, figures_of


def figures(published: Sequence[PublishedTerm], asked: Asked) -> pd.DataFrame:
    """The figures of all campuses, of which one is in memory at a time."""
    return beside([figures_of(one, asked) for one in published])
