"""What stands in front of the pages: whom the server answers, how much and how fast, and its log."""
