"""What the notice asks for: its sixteen tasks with who has which duty, and its eight special matters."""

from __future__ import annotations

from schema.notice.matters import MATTERS, Matter
from schema.notice.parties import GRADES, PARTIES, Duty, Grade, Party
from schema.notice.tasks import TASKS, Task, task_by_number

__all__ = [
    "GRADES",
    "MATTERS",
    "PARTIES",
    "TASKS",
    "Duty",
    "Grade",
    "Matter",
    "Party",
    "Task",
    "task_by_number",
]
