"""Messages for chat groups, and the robots that carry them there."""

from services.robots.messages import Owed, message_for_all, message_for_unit
from services.robots.robots import NotSent, Robot, configured, send

__all__ = ["NotSent", "Owed", "Robot", "configured", "message_for_all", "message_for_unit", "send"]
