"""What people look at rather than read, as plain data: who chaired when, levels by chairmanship, bars, lines, threads.

The modules of `publication.parts` make pages of it.
"""
