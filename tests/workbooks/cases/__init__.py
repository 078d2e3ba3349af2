"""The cases, one idea a file."""
