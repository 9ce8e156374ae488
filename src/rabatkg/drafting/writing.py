"""A draft as a record file that a person goes through: values with how sure their rule is, questions, proof.

Beside each value stands `# certain` or a figure. What no rule is sure of stands commented out under a question, `# ?`,
in a form that is right as soon as the `#` is taken away.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rabatkg.confined import confined
from rabatkg.drafting.evidence import by_quotation, entry, scalar
from rabatkg.drafting.proposals import CERTAIN, Draft, Proposal, Question, Thing
from rabatkg.drafting.rules import propose
from rabatkg.drafting.source import Source
from rabatkg.errors import visible
from rabatkg.graph import Corpus
from rabatkg.records import Expander
from rabatkg.records.grammar import NODE_WORDS
from rabatkg.records.house import house, order
from rabatkg.speech import Message, Texts, say

STRUCTURE = frozenset({"id", "adds", "key"})
"""Words beside which no figure stands: a person gives them as she likes."""
SECONDS = 12.0
"""In which the rules must come to an end; they take 1 s for a report of 40 kB."""
_EVIDENCE = "evidence"


@dataclass(frozen=True)
class Written:
    """A draft as it is written, and how much of it there is.

    Attributes:
        text: of the file.
        records: how many records it holds.
        values: how many values it proposes.
        questions: how many questions it leaves.
    """

    text: str
    records: int
    values: int
    questions: int


def drafted(file: Path, source: Source, corpus: Corpus, class_name: str | None, lang: str) -> Written:
    """Return the draft that the rules make of a report, as it is written.

    The rules work in a child process, for the report may be one that keeps them busy all day.

    Args:
        file: the report, for the message.
        source, corpus, lang: as `written` takes them.
        class_name: what class of meeting the report is of, where somebody has said so.

    Raises:
        DataError: no rules read its language, or they did not come to an end in their time and memory.
    """
    return confined(_drafted, source, corpus, class_name, lang, seconds=SECONDS, file=file)


def _drafted(source: Source, corpus: Corpus, class_name: str | None, lang: str) -> Written:
    return written(propose(source, corpus, class_name), source, corpus, lang)


def written(draft: Draft, source: Source, corpus: Corpus, lang: str) -> Written:
    """Return a draft as a record file in house order; what would steer a terminal stands in it as a number.

    Args:
        draft: what the rules propose.
        source: the report that they read.
        corpus: the graph that the records are to join: its grammar and its languages.
        lang: the language of the questions.
    """
    languages = corpus.layout.settings.languages
    writer = _Writer(corpus, languages, lang, tuple(order(corpus.grammar, languages)))
    lines = [f"# {line}" for line in writer.head(source, draft.questions)]
    lines.append("records:")
    for number, record in enumerate(draft.records):
        lines += [""] if number else []
        lines += _item(writer.node(record))
    expander = Expander(corpus.grammar, corpus.names, languages)
    text = house("\n".join(map(visible, lines)) + "\n", expander)
    things = [thing for record in draft.records for thing in record.every()]
    values = sum(1 for thing in things for one in thing.proposals if one.sure and not isinstance(one.value, Thing))
    questions = sum(1 for line in text.split("\n") if line.lstrip().startswith("# ?"))
    return Written(text, len(draft.records), values, questions)


@dataclass(frozen=True)
class _Writer:
    """What all nodes of a draft are written with."""

    corpus: Corpus
    languages: tuple[str, ...]
    lang: str
    order: tuple[str, ...]

    def head(self, source: Source, questions: Iterable[Question]) -> Iterator[str]:
        """Yield what is said above all records."""
        said = [
            say(
                "A draft of what {file} reports, put together by rules. Nothing is filed: go through it, and answer "
                "the questions, the lines that begin with # ?",
                self.lang,
                file=visible(source.file),
            ),
            say("Beside a value stands how sure its rule is: certain, or a figure up to 1.", self.lang),
        ]
        if not source.held:
            key = source.document.partition("/")[2]
            command = f"rabatkg document add {visible(source.file)} --key {key} …"
            said.append(say("The passages that it cites are made by: {command}", self.lang, command=command))
        yield from said
        for question in questions:
            yield f"? {question.asks.told_in(self.lang)}"

    def node(self, thing: Thing, link: Proposal | None = None) -> list[str]:
        """Return the lines of a node.

        Args:
            thing: what is proposed of it.
            link: the proposal that holds it, where it stands in another node.
        """
        values = {key: thing.of(key) for key in dict.fromkeys(one.key for one in thing.proposals)}
        entries: dict[str, list[str]] = {}
        comments: list[tuple[str, list[str]]] = []
        sure: list[Proposal] = []
        shown = link is not None and bool(link.proofs)
        for key, proposals in values.items():
            kept = [one for one in proposals if one.sure and (shown or self._proven(one))]
            sure += kept
            if kept:
                entries[key] = self._values(key, kept)
            for one in proposals:
                if one not in kept:
                    comments.append((key, [self._doubt(one), *self._alternative(one, entries.get(key))]))
        evidence = list(by_quotation(sure, link, self.corpus.grammar, self.languages))
        if evidence:
            entries[_EVIDENCE] = [f"{_EVIDENCE}:", *(line for one in evidence for line in _item(one))]
        for question in thing.questions:
            lines = [f"? {question.asks.told_in(self.lang)}"]
            for one in question.alternatives:
                lines += self._alternative(one, entries.get(question.key))
            comments.append((question.key, lines))
        return self._ordered(entries, comments)

    def _ordered(self, entries: dict[str, list[str]], comments: Sequence[tuple[str, list[str]]]) -> list[str]:
        """Return the entries in house order, each comment where an answer to it would stand."""
        places = {key: place for place, key in enumerate(self.order)}
        keys = sorted(entries, key=lambda key: places.get(key, len(places)))
        above: dict[str, list[str]] = {key: [] for key in keys}
        for key, lines in comments:
            said = [f"# {line}" for line in lines]
            if key in entries and _is_list(entries[key]):
                entries[key][1:1] = [f"  {line}" for line in said]
            else:
                place = places.get(key, -1)
                after = [one for one in keys[1:] if places.get(one, len(places)) >= place]
                above[after[0] if after else keys[-1]] += said
        return [line for key in keys for line in (*above[key], *entries[key])]

    def _proven(self, proposal: Proposal) -> bool:
        """Tell whether a value that owes a passage has one; a node has its proof inside or with it."""
        key = self.corpus.grammar.keys.get(proposal.key)
        owes = key is not None and key.rule == "passage" and proposal.key not in NODE_WORDS
        return not owes or bool(proposal.proofs) or isinstance(proposal.value, Thing)

    def _values(self, key: str, proposals: Sequence[Proposal]) -> list[str]:
        """Return the lines of a key with its values, which are all sure."""
        known = self.corpus.grammar.keys.get(key)
        first = proposals[0].value
        if isinstance(first, Message | Texts):
            return [f"{key}:", *(f"  {line}" for line in self._words(proposals[0]))]
        many = known is not None and (known.many or known.value == "serve")
        if many or isinstance(first, Thing):
            items = [line for one in proposals for line in _item(self._long(one))]
            return [f"{key}:", *items] if many else [f"{key}:", *(f"  {line}" for line in self._long(proposals[0]))]
        value, *more = self._long(proposals[0])
        return [f"{key}: {value}"] if not more else [f"{key}:", *(f"  {line}" for line in (value, *more))]

    def _words(self, proposal: Proposal) -> list[str]:
        """Return words of our own, one line a language; a question for each language that they are not in."""
        value = proposal.value
        assert isinstance(value, Message | Texts)
        texts = value.texts if isinstance(value, Texts) else {one: value.told_in(one) for one in self.languages}
        lines: list[str] = []
        asked: list[str] = []
        for one in self.languages:
            if texts.get(one):
                lines.append(f"{one}: {scalar(texts[one])}{_figure(proposal)}")
            else:
                asked += [f"# ? {say('How is this to be put in this language?', self.lang)}", f"# {one}:"]
        return [*asked, *lines]

    def _long(self, proposal: Proposal, *, whole: bool = False) -> list[str]:
        """Return a value: short where its node's evidence proves it, else with its own basis, reason and evidence.

        Args:
            proposal: the value.
            whole: write its evidence in any case, for it may not stand among that of its node.
        """
        if isinstance(proposal.value, Thing):
            return self.node(proposal.value, proposal)
        if isinstance(proposal.value, Message | Texts):
            return self._words(proposal)
        value = f"{scalar(proposal.value)}{_figure(proposal)}"
        grammar = self.corpus.grammar.keys.get(proposal.key)
        serves = grammar is not None and grammar.value == "serve"
        if not serves and not (proposal.proofs and (whole or proposal.basis == "interpreted")):
            return [value]
        lines = [f"{'provision' if serves else 'value'}: {value}"]
        if serves or proposal.basis == "interpreted":
            lines.append(f"basis: {proposal.basis}")
        if proposal.because is not None and proposal.basis == "interpreted":
            lines += ["because:", *(f"  {one}: {scalar(proposal.because.told_in(one))}" for one in self.languages)]
        own = replace(proposal, basis="stated", because=None)
        proofs = [line for proof in proposal.proofs for line in _item(entry(proof, own, self.languages))]
        return [*lines, f"{_EVIDENCE}:", *proofs]

    def _alternative(self, proposal: Proposal, among: Sequence[str] | None) -> list[str]:
        """Return a value as it may be taken over: as an item where the key has a list already, else with its key."""
        lines = self._long(proposal, whole=True)
        if among is not None and _is_list(among):
            return [line[2:] for line in _item(lines)]
        known = self.corpus.grammar.keys.get(proposal.key)
        if known is not None and (known.many or known.value == "serve") and len(lines) > 1:
            return [f"{proposal.key}:", *_item(lines)]
        return (
            [f"{proposal.key}: {lines[0]}"]
            if len(lines) == 1
            else [
                f"{proposal.key}:",
                *(f"  {line}" for line in lines),
            ]
        )

    def _doubt(self, proposal: Proposal) -> str:
        if proposal.sure and not self._proven(proposal):
            return f"? {say('Which words of the report show this?', self.lang)}"
        return f"? {say('Is this so? If it is, take the signs # away.', self.lang)}"


def _figure(proposal: Proposal) -> str:
    """Return the comment that says how sure a value is."""
    if proposal.key in STRUCTURE:
        return ""
    return "  # certain" if proposal.confidence >= CERTAIN else f"  # {proposal.confidence:.2f}"


def _item(lines: Sequence[str]) -> list[str]:
    """Return the lines of a value as an item of a list; what stands above its first line as a comment stays above."""
    first = next((place for place, line in enumerate(lines) if not line.startswith("#")), 0)
    head = [f"  {line}" for line in lines[:first]]
    return [*head, f"  - {lines[first]}", *(f"    {line}" for line in lines[first + 1 :])]


def _is_list(lines: Sequence[str]) -> bool:
    return (
        len(lines) > 1 and lines[1].lstrip().startswith(("- ", "#")) and any(line.startswith("  - ") for line in lines)
    )
