"""Declarations: sheet kinds, vocabularies, findings, the term, the indicators' names."""
