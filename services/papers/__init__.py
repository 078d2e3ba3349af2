"""What a document about a phase says: the sections, from the same figures as the pages."""
