"""Ruqi 如期: how ready every unit is, from the workbooks they send. Run by Streamlit.

The menu and the guard in front of every page. The file is read twice: the server imports it before
it answers anybody, which is when a server that must not answer ends; then it runs it as a script
for everybody who comes.
"""

from __future__ import annotations

import gc
import os
from copy import copy
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.navigation.page import Page
from streamlit.runtime.pages_manager import PagesManager
from streamlit.starlette import App

from access import Action, Denied, Person, Role, reach
from server import front, gate, guard, logs, routes, running
from ui import identity, page, signing
from ui.language import gettext, language, lazy, spoken_in
from ui.links import PAGES, declared

_ = gettext
_SUBMITS = (Action.SUBMIT, Action.SUBMIT_FAULTS)
_SEES_SENT = (Action.SEE_SUBMISSIONS, Action.SEE_FAULTS)
# Heading → its pages: file under pages/, title, icon, and the rights of which one, for one unit at
# least, lets somebody in.
MENU = {
    lazy("看板"): (
        ("board/overview.py", lazy("总览"), ":material/dashboard:", (Action.SEE_RATES,)),
        ("board/tasks.py", lazy("任务"), ":material/assignment_turned_in:", (Action.SEE_RATES,)),
        ("board/campuses.py", lazy("多校"), ":material/hub:", (Action.SEE_CAMPUSES,)),
        ("board/unit.py", lazy("学院"), ":material/account_balance:", (Action.SEE_RATES,)),
        ("board/export.py", lazy("导出"), ":material/download:", (Action.SEE_RATES,)),
        ("board/tokens.py", lazy("接口"), ":material/key:", (Action.SEE_RATES,)),
    ),
    lazy("阶段"): (
        ("phases/preparation.py", lazy("准备"), ":material/checklist:", (Action.SEE_RATES,)),
        ("phases/first_day.py", lazy("首日"), ":material/wb_sunny:", (Action.SEE_RATES,)),
        ("phases/first_week.py", lazy("首周"), ":material/view_week:", (Action.SEE_RATES,)),
        ("phases/first_month.py", lazy("首月"), ":material/calendar_month:", (Action.SEE_RATES,)),
        ("phases/meeting.py", lazy("汇报"), ":material/slideshow:", (Action.SEE_RATES,)),
    ),
    lazy("专题"): (
        ("topics/left_out.py", lazy("一个不少"), ":material/person_search:", (Action.SEE_RATES,)),
        ("topics/contingency.py", lazy("预案"), ":material/health_and_safety:", (Action.SEE_RATES,)),
        ("topics/obstacles.py", lazy("障碍"), ":material/build:", (Action.SEE_RATES,)),
        ("topics/agreement.py", lazy("核对"), ":material/balance:", (Action.SEE_RATES,)),
        ("topics/trace.py", lazy("溯源"), ":material/account_tree:", (Action.SEE_RATES,)),
    ),
    lazy("报送"): (
        ("reporting/tonight.py", lazy("今晚"), ":material/nights_stay:", (Action.SUBMIT,)),
        ("reporting/submit.py", lazy("上报"), ":material/upload_file:", _SUBMITS),
        ("reporting/deadlines.py", lazy("期限"), ":material/event:", (Action.SEE_RATES,)),
        ("reporting/messages.py", lazy("自动提醒"), ":material/notifications:", (Action.RECEIVE,)),
        ("reporting/history.py", lazy("报送记录"), ":material/history:", _SEES_SENT),
    ),
    lazy("管理"): (
        ("admin/people.py", lazy("人员"), ":material/group:", (Action.MANAGE_PEOPLE,)),
        ("admin/audit.py", lazy("审计"), ":material/fact_check:", (Action.SEE_AUDIT,)),
    ),
}
# Pages that stand in the menu only where the environment has what they show.
_WITH = {"campuses": "RUQI_CAMPUSES"}
_RIGHTS = {Path(file).stem: rights for pages in MENU.values() for file, _title, _icon, rights in pages}
_FIRST = next(iter(_RIGHTS))
# Where somebody arrives who asks for no page: at what they came for. Everybody else arrives at the first.
_ARRIVE = {
    Role.REPORTER: "reporting/tonight.py",
    Role.STUDENT_AFFAIRS: "topics/left_out.py",
    Role.NETWORK: "topics/obstacles.py",
}
# How many objects are made before those that hold each other are looked for, and how often the older ones
# are looked at: the frames of facts are few and live long, and to go through them takes a tenth of a page.
_ALLOCATED = (20_000, 20, 50)


def main() -> None:
    """Find out who comes, and run the page that was asked for if it is theirs to see."""
    page.begin()
    came: list[Person] = []
    with page.explained(), identity.known() as visit:
        came.append(visit.person)
        current = _navigation(visit.person)
        name = current.url_path or _FIRST
        if name == _FIRST and page.has_just_come() and visit.person.role in _ARRIVE:
            st.switch_page(PAGES / _ARRIVE[visit.person.role], query_params=st.query_params.to_dict())
        page.turn_to(name)
        # Nobody changes the language from here on, and texts ask for it hundreds of times.
        with spoken_in(language()):
            if page.let_in(visit):
                require(visit.person, name)
                current.run()
                page.end()
    if not came:  # nobody can be told who comes; every page has to have its address all the same
        _navigation(None)


def require(person: Person, name: str) -> None:
    """Raise ``Denied`` for a page that ``person`` may not see, and for one that nobody listed."""
    if not _lets_in(name, person):
        raise Denied(person.login, f"page {name}")


def _navigation(person: Person | None) -> Page:
    """Declare every page, so that its address is known, and list those that ``person`` may see."""
    pages = {
        _(heading): [
            copy(declared(file, _(title), icon, listed=person is not None and _is_listed(file, person)))
            for file, title, icon, _rights in listed
        ]
        for heading, listed in MENU.items()
    }
    # On a phone the menu stands in the sidebar: every page of it at once, none under "more".
    return st.navigation(pages, position="top" if person and person.role else "hidden", expanded=True)


def _is_listed(file: str, person: Person) -> bool:
    name = Path(file).stem
    return _lets_in(name, person) and bool(name not in _WITH or os.environ.get(_WITH[name]))


def _lets_in(name: str, person: Person) -> bool:
    return any(reach(person, right) for right in _RIGHTS.get(name, ()))


if __name__ == "__main__":
    main()
else:
    # The menu alone says which pages there are. Until a script has called ``st.navigation``, a server
    # would take the folder pages/ for an app of Streamlit's older kind, in which no address of a page
    # is known to its first visitor.
    PagesManager.uses_pages_directory = False
    signing.require_configured()
    logs.begin()
    app = App(
        __file__,
        lifespan=running.running,
        routes=routes.ROUTES,
        middleware=[
            Middleware(logs.written_down),
            Middleware(guard.only_as_configured),
            Middleware(logs.caught),
            Middleware(gate.guarded),
            Middleware(front.dressed),
        ],
    )
    # After every run Streamlit goes through all objects for what can be let go of. What was imported by
    # now stays for good, and need not be gone through at every click of everybody.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_ALLOCATED)
