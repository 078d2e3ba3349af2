"""Documents about a phase: one content, drawn as Word, slides, PDF and a page of its own."""
