"""Real workbooks of many producers, and what a person reads in each of them."""
