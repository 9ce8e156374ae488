"""Records that tests offer to the Lagoon Dialogue."""

MEETING = """\
id: meeting/2032-01-kill-{n:03}
type: ThematicMeeting
title:
  en: Thematic meeting number {n}
  fr: Réunion thématique numéro {n}
status: status/held
when: 2032-01-{day:02}
coChair: [state/aaa, state/bbb]
evidence:
  - passage: passage/report-2031/0-cfe41347
    quote: "co-chaired the meeting with Bbb"
"""
PERSON = """\
id: person/witness-{n:03}
type: Person
title:
  en: Witness {n}
  fr: Témoin {n}
"""
PARTICIPATION = """\
participation:
  - actor: person/witness-{n:03}
    role: role/speaker
    evidence:
      - passage: passage/report-2031/0-b5a93379
        quote: "spoke first"
"""


def records(n):
    """Return the text of a file that offers a meeting and somebody who took part in it."""
    meeting, person = (part.format(n=n, day=n % 28 + 1) for part in (MEETING + PARTICIPATION, PERSON))
    return "records:\n" + "".join(listed(text) for text in (meeting, person))


def listed(text):
    """Return the text of a record as an item of a list."""
    first, *rest = text.splitlines()
    return "\n".join([f"  - {first}", *(f"    {line}" for line in rest), ""])


def filed(n):
    """Return the files that these records make, by their path in the data folder."""
    return {
        f"examples/2032-01-kill-{n:03}.yaml": (MEETING + PARTICIPATION).format(n=n, day=n % 28 + 1).encode(),
        f"examples/witness-{n:03}.yaml": PERSON.format(n=n).encode(),
    }
