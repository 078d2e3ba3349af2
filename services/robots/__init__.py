"""Messages for chat groups, and the robots that carry them there."""
