"""The commands of the shell; ``cli.py`` puts them together."""
