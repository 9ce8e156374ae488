"""What a misspelt word cannot do: be silent. Each function yields what is wrong with the shapes, in words.

It takes the graph of the shapes, and one of all else that the project defines: ontology, alignments, vocabularies.
"""

from lint_rules import OF_RULES
from lint_words import OF_WORDS

LINTS = [*OF_WORDS, *OF_RULES]


def faults(shapes, world):
    """Yield what is wrong with the shapes."""
    for lint in LINTS:
        yield from (f"{lint.__name__}: {fault}" for fault in lint(shapes, world))
