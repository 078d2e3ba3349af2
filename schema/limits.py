"""The limits of what is read, in one place.

They keep the memory for any one file under 1 GB. Above them a file is refused with a sentence
that says what to do.
"""

from __future__ import annotations

import datetime as dt

MAX_FILE_BYTES = 20 * 2**20
# Everything inside a zip container (xlsx, xlsb, ods), measured by unpacking, not by its own claim.
MAX_UNPACKED_BYTES = 320 * 2**20
# Used range of one sheet; a roster of 10,000 students in 12 classes has about 1,000,000.
MAX_CELLS = 2_500_000
# The same for markup (HTML, SpreadsheetML), where each cell is a node of a tree.
MAX_MARKUP_CELLS = 1_000_000
MAX_COLUMNS = 1_000
# Range from the first to the last filled cell that may be held while a sheet is opened; one
# stray value in the last row of the grid is harmless in a narrow table and not in a wide one.
MAX_SPAN = 12_000_000
# Text of all cells together; shared strings repeated in many cells count each time.
MAX_TEXT_BYTES = 256 * 2**20
# One cell's text: longer is no value of any column.
MAX_TEXT = 2_000
# Rows from the top in which a header is looked for.
HEADER_SEARCH_ROWS = 40
# Address space of the trial read that a suspicious file must survive before it is read here.
TRIAL_ADDRESS_SPACE = 900 * 2**20
TRIAL_SECONDS = 60
# As much of a title as tells columns apart.
LONGEST_HEADING = 60
# The longest id that is stored; nothing longer names a class or a person.
MAX_ID = 100
# Rows of one sheet that are offered for correction at a time.
MAX_ROWS_TO_CORRECT = 300
# Findings listed for one sheet; more than anyone would read, and each of them takes memory.
MAX_FINDINGS = 20_000
# What one upload may cost the process that reads it, beyond what that holds before: address space,
# and seconds of computing; then seconds on the clock, on a machine that is busy with others.
READER_MEMORY = 900 * 2**20
READER_CPU_SECONDS = 45
READER_SECONDS = 180
# A process that has held more than this is replaced by a new one, which holds little again.
READER_KEPT_MEMORY = 400 * 2**20
# Files that are read at the same time, where there are as many cores.
MOST_READERS = 4
# Uploaded files that the server holds until they are drafts: of one person, and of all together.
MOST_UPLOADS = 120
MAX_BYTES_OF_UPLOADS = 300 * 2**20
MAX_BYTES_OF_ALL_UPLOADS = 1024 * 2**20
# Drafts that wait to be confirmed, likewise; nobody reviews more files at a time.
MOST_DRAFTS = 50
MAX_BYTES_OF_DRAFTS = 200 * 2**20
MAX_BYTES_OF_ALL_DRAFTS = 4096 * 2**20
# Tokens of one person that are good at a time, and for how long one may be made.
MOST_TOKENS = 20
MOST_DAYS_OF_TOKEN = 366
# Less room than this on the disk of the data is told by /healthz, while there is still time.
LEAST_FREE_BYTES = 500 * 2**20
# A checkpoint is frozen by whoever opens a page after it; later than this is too late.
FREEZING_TIME = dt.timedelta(days=1)
# A row that adds to a rate what is lower than it by more than this is told among what lowers it.
CLEARLY_BELOW = 0.10
# Characters of an event on a line.
LONGEST_EVENT = 60
# What academic affairs approves one by one, after looking at it. A rate of the unit that falls by more than this,
# or more than this part of what stood as done that is taken away.
UNUSUAL_FALL = 0.02
UNUSUAL_LOSS = 0.05
# A rate that rises by more than this where something stood before.
UNUSUAL_RISE = 0.30
# Rows that say otherwise than what stood: more than this part of those that stood, and at least so many.
UNUSUAL_CHANGED_PART, UNUSUAL_CHANGED_ROWS = 0.20, 5
# Cells that were corrected in the browser.
UNUSUAL_CORRECTED = 10
# Submissions of which one list is made, to be approved together.
MOST_TOGETHER = 50
# What is read of the publications of others: rows and bytes of one file, and days of a term.
MAX_PUBLISHED_ROWS = 20_000_000
MAX_PUBLISHED_BYTES = 2 * 2**30
MOST_DAYS_OF_TERM = 400
