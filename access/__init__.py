"""Who may do what: roles, actions, and the one rule that everything below the pages asks.

What no line of the table grants is denied. Start with :func:`require`.
"""

from access.errors import Denied
from access.logins import read_login
from access.people import ROLES, Person, Role
from access.rules import Action, may, reach, require

__all__ = ["ROLES", "Action", "Denied", "Person", "Role", "may", "reach", "read_login", "require"]
