"""The form of a record as a workbook (XLSX): a sheet that explains, a sheet for each part, lists to choose from.

Every cell is text, so that the spreadsheet makes neither days nor figures of what is typed. How the sheets are called
where nobody looks, and how they are read back, is told in `intake.columns`.
"""

from rabatkg.forms.fields import Model
from rabatkg.forms.options import Things
from rabatkg.forms.words import Source
from rabatkg.forms.workbook.drawing import Drawing, Drawn
from rabatkg.forms.workbook.explained import Explained
from rabatkg.forms.workbook.planning import plans
from rabatkg.forms.workbook.sheets import Sheets
from rabatkg.forms.workbook.table import table
from rabatkg.intake.columns import Columns
from rabatkg.reading import Mapping

__all__ = ["Drawn", "drawn", "table", "workbook"]


def workbook(
    source: Source | Model,
    class_name: str | None,
    lang: str,
    record: Mapping | None = None,
    things: Things | None = None,
) -> bytes:
    """Return the form of a record as a workbook, empty or filled in; the same form always has the same bytes.

    Args:
        source: a corpus or the words of a dialogue, or the fields that were worked out from them.
        class_name: that of the record; None for a workbook of nothing but what the record says.
        lang: the language of the explanations.
        record: what is filled in.
        things: those that fields may name, for the lists to choose from; those of the source unless given.

    Raises:
        UnknownName: no record may be of the class.
        DataError: the record has something that cannot stand in a workbook; with its place in its own file.
    """
    return drawn(source, class_name, lang, record, things).content


def drawn(
    source: Source | Model,
    class_name: str | None,
    lang: str,
    record: Mapping | None = None,
    things: Things | None = None,
) -> Drawn:
    """Return the same as `workbook`, and where everything went."""
    words = source.source if isinstance(source, Model) else source
    columns = Columns(words.grammar, words.layout.settings.languages)
    sheets = Sheets(record, columns) if record is not None else None
    kind, told = None, None
    if class_name is not None:
        model = source if isinstance(source, Model) else Model(source)
        kind = model.kind(class_name)
        told = Explained(columns, lang, model, things or Things.of(words))
    return Drawing(columns, lang).drawn(plans(columns, lang, sheets, kind, told), kind)
