"""A term that looks real: an invented campus, what happened on it, and the workbooks it sent."""
