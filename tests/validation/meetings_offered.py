"""One meeting in each form in which a record is offered: right as it stands, to be made wrong in one place."""

from rabatkg.names import PREFIXES

LAGOON = "https://example.org/lagoon/id/"
HEAD = "\n".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items()) + f"\nBASE <{LAGOON}>\n"
MEETING = """\
id: meeting/2031-07-lagoon
type: Webinar
title:
  en: Visas
  fr: Visas en ligne
note:
  en: No date is given.
  fr: Aucune date n’est donnée.
status: status/planned
evidence:
  - passage: passage/report-2031/0-8e9602da
    quote: "Third thematic meeting of the Lagoon Dialogue"
"""
TURTLE = """
<meeting/2031-07-lagoon> a rkg:Webinar ;
    skos:prefLabel "Visas"@en, "Visas en ligne"@fr ;
    rkg:note "No date is given."@en, "Aucune date n’est donnée."@fr ;
    rkg:status <https://w3id.org/rabatkg/id/status/planned> .
<claim/good> a rkg:Claim ;
    rdf:subject <meeting/2031-07-lagoon> ; rdf:predicate rkg:status ;
    rdf:object <https://w3id.org/rabatkg/id/status/planned> ; rkg:evidence <evidence/good> .
<evidence/good> a rkg:Evidence ; rkg:passage <passage/report-2031/0-8e9602da> ;
    rkg:quote "Third thematic meeting of the Lagoon Dialogue" .
"""
JSON = (
    '{"@context": "https://w3id.org/rabatkg/context.jsonld", "id": "meeting/2031-07-lagoon", "type": "Webinar", '
    '"title": {"en": "Visas", "fr": "Visas en ligne"}, '
    '"note": {"en": "No date is given.", "fr": "Aucune date n’est donnée."}, '
    '"status": "https://w3id.org/rabatkg/id/status/planned"%s}'
)
