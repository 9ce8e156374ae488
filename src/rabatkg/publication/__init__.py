"""Publication: the graph as a site of pages and files, the same bytes every time, which any host can serve.

A `Site` lists its files, each with what makes it, so that one command can write them all and a server can make any of
them when it is asked for. `parts` holds what the site is made of, a module each.
"""

from rabatkg.publication.site import File, Site

__all__ = ["File", "Site"]
