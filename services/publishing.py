"""Publishing the term for an office above the campus: facts and figures, without whom they are about."""

from __future__ import annotations

import os
import re
import secrets

import pandas as pd

from access import Action
from exports.published.cells import Pseudonyms, handed_on
from exports.published.manifest import Manifest, Origin
from exports.published.places import Place
from exports.published.writing import Contents, new_version, publish
from metrics import compare, compute_figures
from schema.publication_errors import PublicationError
from services import checkpoints
from services.cache import Facts
from services.desk import Desk
from store.acts import About, add_act
from store.revision import head

KEY_VARIABLE = "RUQI_PSEUDONYM_SECRET"
_SHORTEST = 32  # characters of the secret
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def publish_term(desk: Desk, target: Place, *, pseudonyms: bool = False) -> Manifest:
    """Publish the term as it is known now, as docs/campuses.md describes; it is logged before it leaves.

    People are told apart by pseudonyms: by others each time, unless lasting ``pseudonyms`` are asked for,
    which the file of the term has to allow and ``RUQI_PSEUDONYM_SECRET`` makes. Raises ``Denied``,
    ``PublicationError`` and ``StoreError``.
    """
    desk.check(Action.PUBLISH)
    if not _ID.fullmatch(desk.term.publishing.id or ""):
        raise PublicationError("no_campus_id")
    given = Pseudonyms(_lasting(desk) if pseudonyms else secrets.token_bytes(_SHORTEST))
    now = desk.now()
    known, facts = _at_one_moment(desk)
    contents = Contents(
        desk.dated,
        Origin(known, now, pseudonyms, f"ruqi {head()}"),
        handed_on(facts, given),
        compute_figures(facts, term=desk.term, days=compare.days_of(desk.term)),
        _at_checkpoints(desk),
    )
    version = new_version(now)
    detail = {"place": target.name, "version": version, "pseudonyms": pseudonyms}
    add_act(desk.store, "published", desk.signed(), About(term=desk.term.name), detail)
    return publish(target, version, contents)


def _lasting(desk: Desk) -> bytes:
    """The secret of this installation, where it may be used."""
    if not desk.term.publishing.pseudonyms:
        raise PublicationError("not_allowed")
    secret = os.environ.get(KEY_VARIABLE, "")
    if len(secret) < _SHORTEST:
        raise PublicationError("no_secret")
    return secret.encode()


def _at_one_moment(desk: Desk) -> tuple[str, Facts]:
    """The version of the store, and its facts at it."""
    while True:
        version, facts = desk.version(), desk.facts()
        if desk.version() == version:
            return version, facts


def _at_checkpoints(desk: Desk) -> pd.DataFrame:
    """The figures of the checkpoints that are over, as they were frozen."""
    checkpoints.freeze(desk)
    return checkpoints.frozen(desk)
