"""The changes themselves, in the order that each ``down_revision`` gives."""
