"""Where a new record stands in the data folder: beside its like."""

from collections import Counter
from collections.abc import Collection, Iterable
from fnmatch import fnmatch
from pathlib import Path

from rabatkg.graph import Corpus, corpora
from rabatkg.records import Expansion
from rabatkg.records.expanding import ADDITION


def shelf(corpus: Corpus, record: Expansion, taken: Collection[Path] = ()) -> Path:
    """Return the file that a new record goes into: a new one, or one with `records:` that it is added to.

    * Where most records of its class have a file each, it gets one, in the folder where most of those stand.
    * Where most of them stand together, it joins the file that holds most of them; not one that a frozen corpus names.
    * A class of which nothing is held goes where things of the same kind of identifier stand, else into a folder of
      that name.
    * An addition goes where additions to such things stand, else beside the record of its thing.

    Args:
        corpus: what is held.
        record: the new record.
        taken: further files that are about to be written, and are not there yet.
    """
    own = [one for one in corpus.written if one.file is not None]
    of_kind = [one for one in own if _kind(one) == _kind(record) and (one.adds is None) == (record.adds is None)]
    of_class = [one for one in of_kind if record.adds is not None or _class(one) == _class(record)]
    like = of_class or of_kind or [one for one in own if one.iri == record.iri]
    counts = Counter(one.file for one in own)
    alone = [one for one in like if counts[one.file] == 1]
    together = [one.file for one in like if counts[one.file] > 1 and one.file and _open(corpus, one.file)]
    if together and 2 * len(alone) < len(like):
        return _most(together)
    folder = (
        _most([one.file.parent for one in alone or like if one.file]) if like else corpus.layout.data / _folder(record)
    )
    return _free(folder, record, taken)


def taking(corpus: Corpus, path: Path) -> dict[str, bool]:
    """Return, for each named corpus, whether it takes a file in."""
    name = path.relative_to(corpus.layout.data).as_posix()
    return {
        one: any(fnmatch(name, pattern) for pattern in patterns) for one, patterns in corpora(corpus.layout).items()
    }


def _open(corpus: Corpus, path: Path) -> bool:
    """Tell whether a file may grow: no other corpus than the usual one names it, so that none is frozen with it."""
    name = path.relative_to(corpus.layout.data).as_posix()
    named = (patterns for one, patterns in corpora(corpus.layout).items() if one != corpus.layout.settings.corpus)
    return not any(name in patterns for patterns in named)


def _free(folder: Path, record: Expansion, taken: Collection[Path]) -> Path:
    """Return a file of the folder that is not there, called after the record."""
    name = record.id.removeprefix(ADDITION)
    kind, _, key = name.partition("/")
    stem = key.replace("/", "-")
    number = 2
    names = [stem, f"{kind}-{stem}"]
    while (folder / f"{names[0]}.yaml").exists() or folder / f"{names[0]}.yaml" in taken:
        names = names[1:] or [f"{kind}-{stem}-{number}"]
        number += 1
    return folder / f"{names[0]}.yaml"


def _most(paths: Iterable[Path]) -> Path:
    """Return the path that stands most often; of several, the last in order, being the one that was begun last."""
    counts = Counter(paths)
    return max(counts, key=lambda path: (counts[path], path))


def _kind(record: Expansion) -> str:
    return record.id.removeprefix(ADDITION).partition("/")[0]


def _class(record: Expansion) -> str:
    return next((one.text for one in record.statements if one.key == "type" and one.subject == record.iri), "")


def _folder(record: Expansion) -> str:
    kind = _kind(record)
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"
