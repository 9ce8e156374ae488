"""How questions are put: in the language of the person, until there is an answer that will do, or none is wanted."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from rabatkg.errors import near
from rabatkg.forms.answers import Doubt, judged
from rabatkg.forms.explaining import MOST_LISTED, due, listed, meaning, taken
from rabatkg.forms.fields import Field
from rabatkg.forms.options import Option, Things, folded
from rabatkg.speech import mark, say

QUIT, DONE, HELP = mark("quit"), mark("done"), "?"
"""What a person types instead of an answer: to stop, to leave out the rest, to be told more."""


class Stopped(Exception):
    """The person stops; what was answered so far is kept."""


class Enough(Exception):
    """The person leaves out all that is left to ask of a thing."""


@dataclass(frozen=True)
class Question:
    """A question.

    Attributes:
        text: the question itself, in a few words.
        choices: what may be named, each with its title; its number will do for an answer.
    """

    text: str
    choices: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Voice:
    """Put questions, and judge what is answered.

    Attributes:
        lang: the language of the person.
        things: those that fields may name.
        ask: puts a question and returns what was typed; raises Stopped where the person stops.
        tell: says something beside the questions.
    """

    lang: str
    things: Things
    ask: Callable[[Question], str]
    tell: Callable[[str], None]

    def say(self, template: str, /, **values: object) -> str:
        """Return the template in the language of the person, filled."""
        return say(template, self.lang, **values)

    def typed(self, question: Question) -> str:
        """Return what a person types, without the spaces around it; Stopped or Enough where they say so."""
        answer = self.ask(question).strip()
        if folded(answer) in (QUIT, folded(self.say(QUIT))):
            raise Stopped
        if folded(answer) in (DONE, folded(self.say(DONE))):
            raise Enough
        return answer

    def answer(self, field: Field, text: str, needed: bool = False) -> str | None:
        """Return a value for a field, asked for until there is one that will do; None where none is wanted.

        Args:
            field: what is asked for.
            text: the question, in a few words.
            needed: whether the person is asked once more where they leave it out.
        """
        options = listed(field, self.things, self.lang)
        offered: tuple[Option, ...] = tuple(options) if len(options) <= MOST_LISTED else ()
        again = ""
        while True:
            typed = self.typed(Question(text, offered))
            if typed == HELP:
                self.tell(
                    f"{meaning(field, self.lang)} {taken(field, self.lang, options)}. {due(field, self.lang)}".strip()
                )
                continue
            if not typed:
                if not needed:
                    return None
                self.tell(self.say("This is required. Enter once more leaves it empty for now."))
                needed = False
                continue
            found = judged(field, typed, self.things, self.lang, offered)
            if isinstance(found, Doubt):
                if found.stays and typed == again:
                    return typed
                again, offered = typed, found.offers or offered
                self.tell(found.told)
                continue
            if found.told:
                self.tell(f"→ {found.told}")
            return found.text

    def choice(self, text: str, options: Sequence[Option], preset: str | None = None, shown: bool = True) -> str | None:
        """Return the option that a person names by its number, key or title; where they name none, the preset.

        Args:
            text: the question, in a few words.
            options: what may be named.
            preset: what holds where nothing is.
            shown: whether the options are shown with the question, or only where the person asks for help.
        """
        called = {folded(word): key for key, title in options for word in (title, key)}
        seen = tuple(options) if shown else ()
        while typed := self.typed(Question(text, seen)):
            if typed.isdigit() and 0 < int(typed) <= len(seen):
                return seen[int(typed) - 1][0]
            if folded(typed) in called:
                return called[folded(typed)]
            if typed == HELP:
                seen = tuple(options)
                continue
            meant = dict.fromkeys(called[word] for word in near(folded(typed), called))
            offer = ", ".join(meant) or ", ".join(key for key, _ in options)
            self.tell(self.say("Choose one of these: {several}", several=offer))
        return preset

    def known(self, text: str, names: Collection[str], form: str) -> str | None:
        """Return one of many names, asked for until it is one of them; None where none is wanted.

        Args:
            text: the question, in a few words.
            names: all that will do.
            form: what is said where a name is none of them, and none is near.
        """
        while typed := self.typed(Question(text)):
            if typed in names:
                return typed
            meant = "" if typed == HELP else ", ".join(near(typed, names))
            self.tell(self.say("Did you mean {offer}?", offer=meant) if meant else form)
        return None
