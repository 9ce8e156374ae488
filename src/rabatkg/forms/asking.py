"""A record asked for question by question; each answer is judged at once, and what is not known yet can wait.

What is asked, and in which order, follows from the fields. How a question is put and an answer read is left to the
caller, so that a terminal, a script or a test can do it.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rdflib import URIRef

from rabatkg.forms.explaining import name
from rabatkg.forms.explaining import text as in_language
from rabatkg.forms.fields import Field, Kind, Model
from rabatkg.forms.sketch import Plain, Proof, Sketch
from rabatkg.forms.voice import DONE, HELP, QUIT, Enough, Question, Stopped, Voice
from rabatkg.names import RKG, kebab, slug
from rabatkg.records.commented import Text
from rabatkg.records.house import order
from rabatkg.speech import mark

SAME = "="
"""Typed for a passage: the words that were quoted last prove this too."""
DATES = ("when", "start", "end")
"""The keys that date a thing; who says when it was, need not say when it began and ended."""
LONGEST_KEY = 40
"""Letters of a title, at most, of which the key of what is written inside a record is made."""
BASES = (("stated", mark("the source says it")), ("interpreted", mark("I read it so")))


@dataclass
class Conversation:
    """The questions by which a record comes about.

    Attributes:
        model: the fields of all classes.
        voice: how they are put.
        passages: those that may prove something, as `passage/document/key`.
        sketch: the record in the making.
        stopped: whether the last one was broken off.
    """

    model: Model
    voice: Voice
    passages: Collection[str]
    sketch: Sketch = field(default_factory=lambda: Sketch({}), init=False)
    stopped: bool = field(default=False, init=False)
    last: Proof | None = field(default=None, init=False)

    def record(self, kind: Kind) -> str:
        """Ask all there is to ask, and return the record as YAML, or what was answered of it before it broke off."""
        sketch, self.stopped = Sketch({"type": kind.class_name}), False
        self.sketch = sketch
        self.voice.tell(in_language(kind.definition, self.voice.lang))
        self.voice.tell(
            self.voice.say(
                "Enter alone leaves a question out, {help} tells more about it, {done} leaves out all that is left, "
                "and {quit} stops; what was answered is kept.",
                help=HELP,
                done=self.voice.say(DONE),
                quit=self.voice.say(QUIT),
            )
        )
        fields = self.model.fields(kind.class_name)
        try:
            self._first(sketch, fields)
            self.voice.tell(self.voice.say("What must be said is said. All that follows may be left out."))
            for one in fields:
                if not one.required and one.key not in (*sketch.said, *DATES):
                    self._field(sketch, one, False, True)
        except Enough:
            pass
        except Stopped:
            self.stopped = True
        return self.written()

    def written(self) -> str:
        """Return what has been answered so far, as YAML."""
        return self.sketch.written(order(self.model.source.grammar, self.model.languages), self.voice.lang)

    # fields

    def _first(self, sketch: Sketch, fields: Sequence[Field]) -> None:
        """Ask for what must be said, and for the date, of which the identifier is made; nobody passes these by."""
        try:
            self._needed(sketch, fields, True)
        except Enough:
            self.voice.tell(self.voice.say("The date is still asked for: the record is named after it."))
        dates = {one.key: one for one in fields if one.key in DATES and one.key not in sketch.said}
        for key in DATES:
            if key in dates and DATES[0] not in sketch.said:
                self._field(sketch, dates[key], False, True)

    def _needed(self, sketch: Sketch, fields: Iterable[Field], proving: bool) -> None:
        """Ask for what a thing must say; of keys of which one must stand, the next where one was left out."""
        for one in sorted(fields, key=lambda one: one.one_of.index(one.key) if one.one_of else 0):
            if one.required or (one.one_of and not set(one.one_of) & sketch.said.keys()):
                self._field(sketch, one, one.required or one.key == one.one_of[-1], proving)

    def _field(self, sketch: Sketch, asked: Field, needed: bool, proving: bool) -> None:
        if asked.value == "node":
            self._nodes(sketch, asked)
        elif asked.value == "lang":
            self._texts(sketch, asked, needed, proving)
        else:
            self._values(sketch, asked, needed, proving)

    def _texts(self, sketch: Sketch, asked: Field, needed: bool, proving: bool) -> None:
        texts: dict[str, Plain] = {}
        for language in self.model.languages:
            answer = self.voice.answer(asked, f"{name(asked, self.voice.lang)} ({language})", needed)
            if answer is None and not needed and not texts:
                return
            words = Text(answer or "", True)
            texts[language] = [words] if asked.many and answer else words
            sketch.said[asked.key] = texts
        if proving and asked.proof:
            self._prove(sketch, asked.key)

    def _values(self, sketch: Sketch, asked: Field, needed: bool, proving: bool) -> None:
        title = question = name(asked, self.voice.lang)
        while (answer := self.voice.answer(asked, question, needed)) is not None:
            sketch.put(asked, self._reading(answer) if asked.value == "serve" else answer)
            if proving and asked.proof and asked.value != "serve":
                self._prove(sketch, f"{asked.key}: {answer}" if asked.many else asked.key)
            if not asked.many:
                return
            needed, question = False, self.voice.say("{name}: another one", name=title)
        if needed:
            sketch.said[asked.key] = ""

    def _reading(self, provision: str) -> Plain:
        """Ask how it is known that a provision is served, and by what."""
        bases = [(key, self.voice.say(told)) for key, told in BASES]
        basis = self.voice.choice(self.voice.say("How is this known"), bases, "stated")
        said: dict[str, Plain] = {"provision": provision, "basis": basis or "stated"}
        if basis == "interpreted":
            said["because"] = {one: Text(self._reason(one), True) for one in self.model.languages}
        proof = self._proof()
        return {**said, "evidence": [proof.plain()]} if proof else said

    def _reason(self, language: str) -> str:
        return self.voice.typed(Question(self.voice.say("For what reason ({language})", language=language)))

    # what is written inside a record

    def _nodes(self, sketch: Sketch, asked: Field) -> None:
        key = self.model.source.grammar.keys[asked.key]
        labels = {one.class_name: in_language(one.label, self.voice.lang) for one in self.model.kinds}
        options = [(one, labels.get(one, one)) for one in asked.node]
        title = question = name(asked, self.voice.lang)
        while (class_name := self.voice.choice(question, options)) is not None:
            inner = Sketch({} if key.node == class_name else {"type": class_name})
            sketch.put(asked, inner)
            try:
                self._inner(inner, {one.key: one for one in self.model.fields(class_name, asked.key)}, key.named_by)
            finally:
                if not key.named_by:
                    inner.said["key"] = self._key(class_name, inner.said.get("title"), sketch.said[asked.key])
            if not asked.many:
                return
            question = self.voice.say("{name}: another one", name=title)

    def _inner(self, inner: Sketch, fields: Mapping[str, Field], named_by: Iterable[str]) -> None:
        """Ask for a thing that is written inside another: what it must say, then what the person names."""
        try:
            self._needed(inner, fields.values(), False)
            for word in named_by:
                if word in fields and word not in inner.said:
                    self._field(inner, fields[word], True, False)
            open_to = [(one.key, name(one, self.voice.lang)) for one in fields.values() if one.key not in inner.said]
            further = self.voice.say("What else is said of it (a key; {help}: all keys; Enter: nothing)", help=HELP)
            while (more := self.voice.choice(further, open_to, shown=False)) is not None:
                self._field(inner, fields[more], False, False)
        except Enough:
            pass
        proof = self._proof()
        if proof is not None:
            inner.proofs.append(proof)
        else:
            inner.unproven.append(", ".join(key for key in inner.said if key in fields and fields[key].proof))

    def _key(self, class_name: str, titles: Plain | None, beside: Plain) -> str:
        """Return a key for what is written inside a record: its class and the first words of its title."""
        title = next(iter(titles.values()), None) if isinstance(titles, Mapping) else None
        words = slug(title.text if isinstance(title, Text) else "")
        while len(words) > LONGEST_KEY and "-" in words:
            words = words.rpartition("-")[0]
        key = "-".join(part for part in (kebab(class_name), words) if part)
        others = beside if isinstance(beside, list) else []
        taken = {one.said.get("key") for one in others if isinstance(one, Sketch)}
        return next(one for one in (key, *(f"{key}-{number}" for number in range(2, 1000))) if one not in taken)

    # what proves it

    def _prove(self, sketch: Sketch, shown: str) -> None:
        proof = self._proof()
        if proof is None:
            sketch.unproven.append(shown)
        else:
            sketch.prove(proof, shown)

    def _proof(self) -> Proof | None:
        """Ask for words of a passage; None where they are left for later."""
        names, question = self.passages, self.voice.say("The passage that proves it (Enter: later)")
        if self.last is not None:
            names = {*names, SAME}
            question = self.voice.say("The passage that proves it ({same}: as before; Enter: later)", same=SAME)
        form = self.voice.say(
            "A passage is named as in passage/report-2031/4-1; the file report-2031.passages.yaml lists those of that "
            "document with their first words."
        )
        passage = self.voice.known(question, names, form)
        if passage is None or passage == SAME:
            return self.last if passage else None
        asked = self.model.rules.asked(URIRef(f"{RKG}Evidence"), URIRef(f"{RKG}quote"))
        while quote := self.voice.typed(Question(self.voice.say("Its words, copied as they stand"))):
            if all(re.search(pattern, quote) for pattern in asked.patterns):
                self.last = Proof(passage, quote)
                return Proof(passage, quote)
            self.voice.tell(in_language(self.model.message("quote"), self.voice.lang))
        return None
