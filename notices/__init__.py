"""Messages for chat groups, and the robots that carry them there."""

from notices.messages import Owed, message_for_all, message_for_unit
from notices.robots import NotSent, Robot, configured, send

__all__ = ["NotSent", "Owed", "Robot", "configured", "message_for_all", "message_for_unit", "send"]
