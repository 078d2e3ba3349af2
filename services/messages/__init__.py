"""Messages that send themselves: what is due to whom (``planning``), in which words, and the sending."""
