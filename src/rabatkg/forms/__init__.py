"""Forms: what a record may say, and the templates, questions and schemas that follow from it."""

from rabatkg.forms.fields import Field, Kind, Model, fields_of, kinds_of_records
from rabatkg.forms.held import Held, held
from rabatkg.forms.options import Things, options_of
from rabatkg.forms.words import Source, Words

__all__ = [
    "Field",
    "Held",
    "Kind",
    "Model",
    "Source",
    "Things",
    "Words",
    "fields_of",
    "held",
    "kinds_of_records",
    "options_of",
]
