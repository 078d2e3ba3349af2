"""The work that the shell and the pages share: taking workbooks in, and reckoning figures."""
