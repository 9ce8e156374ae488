"""A knowledge graph of a policy dialogue: who met, what was decided, and the sentence that says so.

import rabatkg

kg = rabatkg.open()
kg.coverage().to_pandas()
kg.why("meeting/2024-02-som", "coChair")
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rabatkg.knowledge import Knowledge

__version__ = "0.1.0"


def open(
    data: Path | str | None = None,
    lang: str = "en",
    build: Path | str | None = None,
    endpoint: str | None = None,
) -> "Knowledge":
    """Return the graph of a data folder, the one that came along unless another is named.

    Args:
        data: the data folder.
        lang: language of labels and titles.
        build: where `rabatkg build` put the graph; where there is none, it is built in memory at the first question.
        endpoint: address of a SPARQL server to which `rabatkg push` brought the graph; who asks there is told by the
            environment variables RABATKG_USER and RABATKG_PASSWORD, or RABATKG_TOKEN.
    """
    from rabatkg.knowledge import Knowledge
    from rabatkg.layout import Layout

    return Knowledge(Layout.find(data, build), lang, endpoint)
