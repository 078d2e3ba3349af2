"""Sending what is due from a shell, for a scheduler; or saying what would be sent."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from schema.language import spoken_in
from services import reminding
from services.messages.sending import send_due
from shell import options
from shell.opening import opened_desk, opened_store
from shell.printing import print_json

Due = Annotated[bool, typer.Option("--due", help="Keep and send what has come due; once a minute is enough.")]


def remind(acting: options.Acting, due: Due = False, language: options.Language = "zh") -> None:
    """Send the reminders and briefings that are due. Without --due: print who gets what in the days ahead.

    Exit 1 where a message failed.
    """
    if due:
        with opened_store() as store:
            counts = send_due(store, acting.term, lambda: dt.datetime.now(dt.UTC))
        if counts is None:
            print_json({"sending": "elsewhere"})
            return
        print_json(
            {"kept": counts.kept, "sent": counts.sent, "failed": counts.failed, "skipped": counts.skipped}
        )
        if counts.failed:
            raise typer.Exit(1)
        return
    with opened_desk(acting) as desk, spoken_in(language):
        ahead = reminding.preview(desk, reminding.rules(desk)).messages
    print_json(
        [
            {
                "send_at": row.send_at.replace(tzinfo=dt.UTC).astimezone(acting.term.timezone).isoformat(),
                "event": row.event,
                "channel": row.channel,
                "recipient": row.recipient,
                "text": row.text,
            }
            for row in ahead.itertuples()
        ]
    )
