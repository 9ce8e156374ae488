"""What answers strangers, where every store counts as too large to be held in memory."""

from rabatkg.store import strangers

strangers.MOST_HELD = 0
prepare, opened, work, REPEATS = strangers.prepare, strangers.opened, strangers.work, strangers.REPEATS
