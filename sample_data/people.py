"""Invented names: rare characters put together at random, so that nobody real is meant."""

from __future__ import annotations

from random import Random

_SURNAMES = tuple("苏陆沈顾程叶温柏祁阮简乔路霍穆池冉覃屈栗蒲邬庾郦桑麦尤纪骆闵")
_FIRST = tuple("砚苇岫霁澍棠筱岑笙漪朔栩黎荀蔚峤泠舸旸芃璟珩柚禾霖晞沅翊")
_SECOND = tuple("汀舟溪澜畔遥屿禾穗川陌声帆棹原白青予安野渡晴池山言图声未")


def names(rng: Random, count: int) -> list[str]:
    """``count`` names of three characters; different ones as long as there are enough."""
    seen: dict[str, None] = {}
    most = len(_SURNAMES) * len(_FIRST) * len(set(_SECOND)) // 2
    while len(seen) < min(count, most):
        seen[rng.choice(_SURNAMES) + rng.choice(_FIRST) + rng.choice(_SECOND)] = None
    distinct = list(seen)
    return [distinct[i % len(distinct)] for i in range(count)]
