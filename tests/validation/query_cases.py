"""What rules tell of that look at several properties, and what they do not: small graphs beside the Lagoon Dialogue.

Such rules are queries, or compare. A bad record of tests/bad shows one thing of which such a rule tells; here is what
stands close to it on either side.
"""

from dataclasses import dataclass

from rdflib import SH, Graph, URIRef

from rabatkg.names import PREFIXES, RULE, Names

TERM = Names().thing("")
HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items()) + "".join(
    f"PREFIX {kind}: <{TERM}{kind}/>\n"
    for kind in ("basis", "holding", "rank", "region", "retirement-kind", "side", "status")
)
HEAD += "BASE <https://example.org/lagoon/id/>\n"
PLAN = "<plan/x> a rkg:ActionPlan ; rkg:%s %d . <document/x> rkg:documents <plan/x> ; rkg:holding holding:%s ."
DOMAINS = "<d/1> a rkg:Domain ; rkg:within <plan/x> . <d/2> a rkg:Domain ; rkg:within <plan/x> ."
TREE = """
<d/1> a rkg:Domain ; rkg:within <plan/x> . <o/1> a rkg:Objective ; rkg:within <d/1> ; skos:notation "1a" .
<o/2> a rkg:Objective ; rkg:within <d/1> ; skos:notation "1b" . <a/1> a rkg:Action ; rkg:within <o/1> .
<a/2> a rkg:Action ; rkg:within <o/2> . <r/1> a rkg:Recital ; rkg:within <o/1> , <d/1> , <plan/x> ; skos:notation "3" .
"""
UNDER = """<meeting/x> rkg:duringChairmanship <chairmanship/x> ; rkg:earliest "%s" ; rkg:latest "%s" .
<chairmanship/x> rkg:earliest "%s" ; rkg:latest "%s" ."""
TWO = """<meeting/x> a rkg:Webinar ; rkg:earliest "%s" ; rkg:latest "%s" ; %s .
<meeting/y> a %s ; rkg:earliest "2031-05-02" ; rkg:latest "2031-05-03" ; %s ."""
CHAIRS = "<meeting/x> a rkg:ThematicMeeting ; rkg:coChair <actor/1> , <actor/2> . "
CLAIMED = """<claim/x> rdf:subject <meeting/x> ; rdf:predicate rkg:coChair ; rdf:object <actor/1> ; %s .
<claim/y> rdf:subject <meeting/x> ; rdf:predicate %s ; rdf:object <actor/2> ; %s . <proof/x> rkg:basis basis:%s ."""
GONE = "<%s> a rkg:Tombstone ; rkg:kind retirement-kind:%s "
REMOVED = "person/removed-0123456789abcdef"
DUE = '<o> rkg:due "2030" ; rkg:latest "2030" . %s'
CODES = (("alpha2", '"AA"'), ("m49", '"1"'), ("represents", "<c>"), ("geonames", "<g>"))
LINKS = (
    "annexedTo", "buildsOn", "concerns", "continues", "contributesTo", "parent", "partOf", "succeeds", "supplements",
    "underProgramme",
)  # fmt: skip
PLACE, TITLE = "rkg:place <place/x>", 'skos:prefLabel "Visas"@en'
NOTED = 'rkg:note "Another."@en, "Une autre."@fr'

TOLD = {
    "Meeting-date": ["<meeting/x> a rkg:Webinar ; rkg:status status:held ."],
    "Observation-since": [
        '<o> rkg:since "2031-03" ; rkg:asOf "2031-02" .', '<o> rkg:since "2031" ; rkg:asOf "2030-12" .',
    ],
    "Instrument-adoption": ['<i> rkg:proposedOn "2031-03" ; rkg:adoptedOn "2031-02" .'],
    "Work-period": ['<w> rkg:periodStart "2031" ; rkg:periodEnd "2030" .'],
    "Meeting-chairmanship": [
        UNDER % ("2031-03-04", "2031-03-04", "2030-01-01", "2030-12-31"),
        UNDER % ("2031-03-04", "2031-03-04", "2032-01-01", "2032-12-31"),
    ],
    "Chairmanship-order": ['<c> rkg:succeeds <b> ; rkg:earliest "2030" . <b> rkg:earliest "2031" .'],
    "Meeting-order": ['<meeting/x> rkg:buildsOn <meeting/y> ; rkg:latest "2030" . <meeting/y> rkg:earliest "2031" .'],
    "Outcome-due": [
        DUE % '<o> rkg:arisesFrom <m> . <m> rkg:earliest "2031" .',
        DUE % '<o> rkg:arisesFrom <s> . <s> rkg:partOf <t> . <t> rkg:partOf <m> . <m> rkg:earliest "2031" .',
    ],
    "Participation-capacity": [
        "<p> rkg:inCapacity <office/x> ; rkg:actor <person/x> . <office/x> rkg:actor <person/y> .",
    ],
    "State-twice": [
        f"<state/x> a rkg:State ; rkg:{code} {value} . <state/y> rkg:{code} {value} ." for code, value in CODES
    ],
    "Thing-circle": [
        circle.replace("links", f"rkg:{key}")
        for key in LINKS
        for circle in ("<a> links <a> .", "<a> links <b> . <b> links <c> . <c> links <a> .")
    ]
    + ["<a> rkg:partOf <b> . <b> rkg:parent <a> ."],
    "Thing-whole": [
        *(f"<meeting/x/part> rkg:{key} <meeting/y> ." for key in ("arisesFrom", "inEvent", "partOf")),
        "<meeting/x/part> rkg:partOf <meeting/y/part> .", "<meeting/x/part> rkg:partOf <meeting/xy> .",
        "<meeting/x/session-1/part> rkg:partOf <meeting/y> .",
        "<provision/x/action-1> rkg:within <provision/y/objective-1> .",
    ],
    "FollowUp-order": [
        '<f> a rkg:FollowUp ; rkg:followsUp <c> ; rkg:latest "2030" .'
        ' <c> rkg:arisesFrom <m> . <m> rkg:earliest "2031" .',
        '<f> a rkg:FollowUp ; rkg:followsUp <c> ; rkg:latest "2030" . <c> rkg:arisesFrom <s> .'
        ' <s> rkg:partOf <t> . <t> rkg:partOf <m> . <m> rkg:earliest "2031" .',
    ],
    "ActionPlan-domains": [f"{PLAN % ('domainCount', 1, 'held')} {DOMAINS}", PLAN % ("domainCount", 1, "held")],
    "ActionPlan-headings": [f"{PLAN % ('headingCount', 1, 'held')} {TREE}", PLAN % ("headingCount", 1, "held")],
    "ActionPlan-objectives": [f"{PLAN % ('objectiveCount', 2, 'held')} {TREE}", PLAN % ("objectiveCount", 1, "held")],
    "ActionPlan-actions": [f"{PLAN % ('actionCount', 1, 'held')} {TREE}", PLAN % ("actionCount", 1, "held")],
    "ActionPlan-numbers": [
        '<plan/x> a rkg:ActionPlan . <d/1> a rkg:Domain ; rkg:within <plan/x> ; skos:notation "1" .'
        ' <d/2> a rkg:Domain ; rkg:within <plan/x> ; skos:notation "1" .',
        '<plan/x> a rkg:ActionPlan . <d/1> rkg:within <plan/x> . <o/1> a rkg:Objective ; rkg:within <d/1> ;'
        ' skos:notation "1" . <o/2> a rkg:Objective ; rkg:within <plan/x> ; skos:notation "1" .',
    ],
    "Tombstone-person": [
        GONE % (REMOVED, "personal-data") + '; skos:prefLabel "Jane"@en .',
        GONE % (REMOVED, "personal-data") + '; rkg:grounds "Jane asked."@en .',
        GONE % (REMOVED, "personal-data") + "; dcterms:isReplacedBy <person/jane> .",
        GONE % ("person/jane", "personal-data") + ".",
        GONE % (f"{REMOVED}0", "personal-data") + ".",
        GONE % ("person/x-removed-0123456789abcdef", "personal-data") + ".",
        GONE % ("capacity/jane", "personal-data") + '; skos:prefLabel "Jane"@en .',
    ],
    "Tombstone-circle": [
        "<a> a rkg:Tombstone ; dcterms:isReplacedBy <a> .",
        "<a> a rkg:Tombstone ; dcterms:isReplacedBy <b> . <b> a rkg:Tombstone ; dcterms:isReplacedBy <a> .",
    ],
    "Tombstone-replacedBy": [GONE % ("a", "renamed") + ".", GONE % ("a", "merged") + "."],
    "Correction-claims": ['<correction/x> a rkg:Correction ; rkg:madeOn "2031-01-01" .'],
    "Correction-source": [
        '<correction/x> a rkg:Correction ; rkg:madeOn "2031-01-01" .',
        '<correction/x> a rkg:Correction ; rkg:madeOn "2031-01-01" .'
        ' <c> rdf:subject <correction/x> ; rdf:predicate rkg:by .',
        '<correction/x> a rkg:Correction ; rkg:madeOn "2031-01-01" .'
        ' <c> rdf:subject <other> ; rdf:predicate rkg:grounds .',
    ],
    "Meeting-duplicate": [
        TWO % ("2031-05-01", "2031-05-02", PLACE, "rkg:Webinar", PLACE),
        TWO % ("2031-05-03", "2031-05-04", PLACE, "rkg:Webinar", PLACE),
        TWO % ("2031-05-01", "2031-05-04", TITLE, "rkg:Webinar", TITLE),
        TWO % ("2031-05-01", "2031-05-04", TITLE, "rkg:Webinar", f"{TITLE} ; {NOTED}"),
    ],
    "ThematicMeeting-coChair": [
        CHAIRS + "<actor/1> rkg:side side:african . <actor/2> rkg:side side:african .",
        CHAIRS + "<actor/1> rkg:side side:european . <actor/2> rkg:side side:european .",
        CHAIRS + "<actor/1> rkg:unRegion region:africa . <actor/2> rkg:unRegion region:africa .",
        CHAIRS + "<actor/1> rkg:unRegion region:europe . <actor/2> rkg:unRegion region:europe .",
        CHAIRS + CLAIMED % ("rkg:evidence <proof/x>", "rkg:coChair", "rkg:evidence <proof/x>", "interpreted"),
        CHAIRS + CLAIMED % ("rkg:evidence <proof/x>", "rkg:host", "rkg:evidence <proof/x>", "stated"),
        CHAIRS + CLAIMED % ("rkg:evidence <proof/y>", "rkg:host", "rkg:rank rank:rival", "stated"),
        CHAIRS + CLAIMED % ("rkg:by <proof/x>", "rkg:coChair", "rkg:by <proof/x>", "stated"),
    ],
    "every-language": [
        f'<x> rkg:{key} "word"@en .' for key in ("summary", "note", "topic", "rankRule", "carriesNoClaim", "grounds")
    ] + ['<x> rkg:summary "word"@en ; rkg:note "word"@en, "mot"@fr .'],
    "Provision-key": [
        '<p/domain-1> a rkg:Domain ; skos:notation "2" .',
        '<p/domain12> a rkg:Domain ; skos:notation "2" .',
        '<p/objective-1> a rkg:Objective ; skos:notation "2" .',
        '<p/action-1> a rkg:Action ; skos:notation "2" .',
    ],
    "State-code": ['<state/aaa2> a rkg:State ; rkg:alpha3 "AAA" .', '<state/xaaa> a rkg:State ; rkg:alpha3 "AAA" .'],
    "Passage-range": [
        "<p> a rkg:Passage ; rkg:from 5 ; rkg:to 5 .",
        "<p> a rkg:Passage ; rkg:from 5 ; rkg:to 4 .",
    ],
    "Term-name": [f"<{TERM}theme/x> a rkg:TargetGroup .", f"<{TERM}x/target-groups/> a rkg:TargetGroup ."],
    "Document-checksum": ["<d> a rkg:Document ; rkg:holding holding:held ."],
    "Evidence-reason": [
        "<e> a rkg:Evidence ; rkg:basis basis:interpreted .",
        '<e> a rkg:Evidence ; rkg:basis basis:interpreted ; rkg:reason "word"@en .',
        '<e> a rkg:Evidence ; rkg:basis basis:interpreted ; rkg:reason "mot"@fr .',
    ],
    "Evidence-source": ["<e> a rkg:Evidence .", "<e> a rkg:Evidence ; rkg:passage <p> ; rkg:webPage <d> ."],
    "Observation-reportedBy": ["<o> a rkg:Observation ."],
    "Outcome-held": [
        f"<o> a rkg:Recommendation ; rkg:arisesFrom <meeting/x> . <meeting/x> rkg:status status:{one} ."
        for one in ("planned", "envisaged", "postponed", "cancelled")
    ],
    "Observation-source": ["<o> a rkg:Observation ."],
    "Recommendation-addressee": ["<r> a rkg:Recommendation ."],
    "Tenure-ofDialogue": ["<c> a rkg:Chairmanship .", "<m> a rkg:Membership ."],
    "rankRule-en": ['<c> rkg:rank "rival" .', '<c> rkg:rank "rival" ; rkg:rankRule "mot"@fr .'],
    "rankRule-fr": ['<c> rkg:rank "rival" .', '<c> rkg:rank "rival" ; rkg:rankRule "word"@en .'],
}  # fmt: skip
SILENT = {
    "Meeting-date": [
        f"<meeting/x> a rkg:Webinar ; rkg:status status:held ; {NOTED} .",
        '<meeting/x> a rkg:Webinar ; rkg:status status:held ; rkg:earliest "2031-01-01" .',
        "<meeting/x> a rkg:Webinar ; rkg:status status:planned .",
        "<meeting/x/part> a rkg:Session ; rkg:status status:held .",
    ],
    "Observation-since": [
        '<o> rkg:since "2031-02" ; rkg:asOf "2031-02" .', '<o> rkg:since "2031-02" ; rkg:asOf "2031" .',
        '<o> rkg:since "2030" ; rkg:asOf "2031-02" .',
    ],
    "Instrument-adoption": [
        '<i> rkg:proposedOn "2031-02" ; rkg:adoptedOn "2031" .', '<i> rkg:proposedOn "2030" ; rkg:adoptedOn "2031" .',
        '<i> rkg:proposedOn "2031" ; rkg:adoptedOn "2031" .',
    ],
    "Work-period": [
        '<w> rkg:periodStart "2031-02" ; rkg:periodEnd "2031" .', '<w> rkg:periodStart "2030" ; rkg:periodEnd "2031" .',
        '<w> rkg:periodStart "2031" ; rkg:periodEnd "2031" .',
    ],
    "Meeting-chairmanship": [
        UNDER % ("2031-03-04", "2031-03-05", "2031-03-05", "2031-12-31"),
        UNDER % ("2031-03-04", "2031-03-05", "2030-01-01", "2031-03-04"),
        UNDER % ("2031-03-04", "2031-03-05", "2030-01-01", "2032-12-31"),
    ],
    "Chairmanship-order": [
        '<c> rkg:succeeds <b> ; rkg:earliest "2031" . <b> rkg:earliest "2031" .',
        '<c> rkg:succeeds <b> ; rkg:earliest "2031" . <b> rkg:earliest "2030" . <d> rkg:earliest "2032" .',
    ],
    "Meeting-order": [
        '<meeting/x> rkg:buildsOn <meeting/y> ; rkg:latest "2031" . <meeting/y> rkg:earliest "2031" .',
        '<meeting/x> rkg:buildsOn <meeting/y> ; rkg:latest "2030" . <meeting/z> rkg:earliest "2031" .',
    ],
    "Outcome-due": [
        DUE % '<o> rkg:arisesFrom <m> . <m> rkg:earliest "2030" .',
        DUE % '<o> rkg:arisesFrom <m> . <n> rkg:earliest "2031" .',
        '<o> rkg:when "2030" ; rkg:latest "2030" ; rkg:arisesFrom <m> . <m> rkg:earliest "2031" .',
    ],
    "Participation-capacity": [
        "<p> rkg:inCapacity <office/x> ; rkg:actor <person/x> . <office/x> rkg:actor <person/x> .",
        "<p> rkg:inCapacity <office/x> ; rkg:actor <person/x> . <office/y> rkg:actor <person/y> .",
        "<p> rkg:inCapacity <office/x> ; rkg:actor <person/x> .",
    ],
    "State-twice": [
        '<state/x> a rkg:State ; rkg:m49 "1" . <state/y> rkg:m49 "2" ; rkg:alpha2 "1" .',
        "<state/x> a rkg:State ; rkg:unRegion <r> . <state/y> rkg:unRegion <r> .",
        '<body/x> a rkg:Body ; rkg:m49 "1" . <body/y> rkg:m49 "1" .',
    ],
    "Thing-circle": [
        *(f"<a> rkg:{key} <b> . <b> rkg:{key} <c> ." for key in LINKS),
        "<a> rkg:names <a> ; rkg:parent <b> .",
    ],
    "Thing-whole": [
        "<meeting/x/part> rkg:partOf <meeting/x> .", "<meeting/x/part> rkg:partOf <meeting/x/session-1> .",
        "<meeting/x/session-1/part> rkg:partOf <meeting/x/session-1> .", "<meeting/x> rkg:partOf <meeting/y> .",
        "<provision/x/action-1> rkg:within <provision/x/objective-1> .", "<meeting/x/part> rkg:cites <meeting/y> .",
        "<provision/x/domain-1> rkg:within <plan/y> .", "<follow-up/x/part> rkg:arisesFrom <meeting/y> .",
    ],
    "FollowUp-order": [
        '<f> a rkg:FollowUp ; rkg:followsUp <c> ; rkg:latest "2031" .'
        ' <c> rkg:arisesFrom <m> . <m> rkg:earliest "2031" .'
    ],
    "ActionPlan-domains": [
        f"{PLAN % ('domainCount', 1, 'known-missing')} {DOMAINS}", f"{PLAN % ('domainCount', 1, 'held')} {TREE}",
        f"{PLAN % ('domainCount', 2, 'held')} {DOMAINS} <document/x> rkg:documents <plan/y> .",
        f"<plan/x> a rkg:ActionPlan ; rkg:domainCount 1 . <document/x> rkg:holding holding:held . {DOMAINS}",
    ],
    "ActionPlan-headings": [
        f"{PLAN % ('headingCount', 5, 'known-missing')} {TREE}", f"{PLAN % ('headingCount', 2, 'held')} {TREE}",
        f"<plan/x> a rkg:ActionPlan ; rkg:headingCount 1 . <document/x> rkg:holding holding:held . {TREE}",
    ],
    "ActionPlan-objectives": [
        f"{PLAN % ('objectiveCount', 5, 'known-missing')} {TREE}", f"{PLAN % ('objectiveCount', 1, 'held')} {TREE}",
        f"<plan/x> a rkg:ActionPlan ; rkg:objectiveCount 5 . <document/x> rkg:holding holding:held . {TREE}",
    ],
    "ActionPlan-actions": [
        f"{PLAN % ('actionCount', 5, 'known-missing')} {TREE}", f"{PLAN % ('actionCount', 2, 'held')} {TREE}",
        f"<plan/x> a rkg:ActionPlan ; rkg:actionCount 5 . <document/x> rkg:holding holding:held . {TREE}",
    ],
    "ActionPlan-numbers": [
        '<plan/x> a rkg:ActionPlan . <d/1> a rkg:Domain ; rkg:within <plan/x> ; skos:notation "1" .'
        ' <o/1> a rkg:Objective ; rkg:within <plan/x> ; skos:notation "1" .',
        '<plan/x> a rkg:ActionPlan . <d/1> a rkg:Domain ; rkg:within <plan/x> ; skos:notation "1" .'
        ' <d/2> a rkg:Domain ; rkg:within <plan/y> ; skos:notation "1" .'
        ' <d/0> a rkg:Domain ; rkg:within <plan/y> ; skos:notation "1" .',
        '<plan/x> a rkg:ActionPlan . <d/1> a rkg:Domain ; rkg:within <plan/x> ; skos:notation "1" .'
        ' <d/2> a rkg:Domain ; rkg:within <plan/x> ; skos:notation "2" .',
    ],
    "Tombstone-person": [
        GONE % (REMOVED, "personal-data") + ".", GONE % ("capacity/jane", "personal-data") + ".",
        GONE % ("person/jane", "renamed") + "; dcterms:isReplacedBy <person/x> .",
        GONE % (REMOVED, "personal-data") + '; rkg:madeOn "2031-01-01" .',
    ],
    "Tombstone-circle": [
        "<a> a rkg:Tombstone ; dcterms:isReplacedBy <b> . <b> a rkg:Tombstone ; dcterms:isReplacedBy <c> ."
    ],
    "Tombstone-replacedBy": [
        GONE % ("a", "renamed") + "; dcterms:isReplacedBy <b> .", GONE % ("a", "personal-data") + ".",
        GONE % ("a", "merged") + "; dcterms:isReplacedBy <b> .",
    ],
    "Correction-claims": [
        '<correction/x> a rkg:Correction ; rkg:madeOn "2031-01-01" . <claim/x> rkg:rankedBy <correction/x> .',
        "<correction/x> a rkg:Correction .",
    ],
    "Correction-source": [
        '<correction/x> a rkg:Correction ; rkg:madeOn "2031-01-01" ; rkg:kind <k> .',
        '<correction/x> a rkg:Correction ; rkg:madeOn "2031-01-01" .'
        " <c> rdf:subject <correction/x> ; rdf:predicate rkg:grounds .",
        "<correction/x> a rkg:Correction .",
    ],
    "Meeting-duplicate": [
        TWO % ("2031-05-01", "2031-05-01", PLACE, "rkg:Webinar", PLACE),
        TWO % ("2031-05-04", "2031-05-04", PLACE, "rkg:Webinar", PLACE),
        TWO % ("2031-05-02", "2031-05-02", PLACE, "rkg:ExpertMeeting", PLACE),
        TWO % ("2031-05-02", "2031-05-02", PLACE, "rkg:Webinar", TITLE),
        TWO % ("2031-05-02", "2031-05-02", PLACE, "rkg:Webinar", "rkg:place <place/y>"),
        TWO % ("2031-05-02", "2031-05-02", TITLE, "rkg:Webinar", 'skos:prefLabel "Fees"@en'),
        TWO % ("2031-05-02", "2031-05-02", f"{PLACE} ; {NOTED}", "rkg:Webinar", f"{PLACE} ; {NOTED}"),
        TWO % ("2031-05-02", "2031-05-02", f"{TITLE} ; {NOTED}", "rkg:Webinar", f"{TITLE} ; {NOTED}"),
        TWO % ("2031-05-02", "2031-05-02", f"{PLACE} ; {NOTED}", "rkg:Webinar", f"{PLACE} ; {NOTED}"),
    ],
    "ThematicMeeting-coChair": [
        CHAIRS + "<actor/1> rkg:side side:african . <actor/2> rkg:side side:european .",
        CHAIRS + "<actor/1> rkg:side side:african . <actor/2> rkg:unRegion region:europe .",
        CHAIRS + "<actor/1> rkg:unRegion <r> . <r> skos:broader region:africa . <actor/2> rkg:side side:european .",
        CHAIRS + "<actor/1> rkg:unRegion region:africa . <actor/2> rkg:unRegion <r> . <r> skos:broader region:europe .",
        CHAIRS + "<m/1> rkg:holder <actor/1> ; rkg:side side:african ."
        " <m/2> rkg:holder <actor/2> ; rkg:side side:european .",
        CHAIRS + CLAIMED % ("rkg:evidence <proof/x>", "rkg:coChair", "rkg:evidence <proof/x>", "stated"),
        CHAIRS + CLAIMED % ("rkg:by <x>", "rkg:coChair", "rkg:rank rank:rival", "interpreted"),
    ],
    "every-language": [
        '<x> rkg:summary "word"@en, "mot"@fr .',
        '<x> skos:altLabel "word"@en ; rkg:note "a"@en, "b"@fr .',
    ],
    "Provision-key": [
        '<p/domain-1> a rkg:Domain ; skos:notation "1" .', '<p/recital-1> a rkg:Recital ; skos:notation "2" .',
    ],
    "State-code": [
        '<state/aaa> a rkg:State ; rkg:alpha3 "AAA" .', '<body/aaa2> a rkg:Body ; rkg:alpha3 "AAA" .',
    ],
    "Passage-range": ["<p> a rkg:Passage ; rkg:from 5 ; rkg:to 6 ."],
    "Term-name": [f"<{TERM}target-group/x> a rkg:TargetGroup .", f"<{TERM}theme/x> a rkg:Theme ."],
    "Document-checksum": [
        '<d> a rkg:Document ; rkg:holding holding:held ; rkg:checksum "0" .',
        '<d> a rkg:Document ; rkg:holding holding:known-missing ; rkg:checksum "0" .',
        "<d> a rkg:Document ; rkg:holding holding:partly-read .",
        "<d> a rkg:Document ; rkg:holding holding:known-missing .",
    ],
    "Evidence-reason": [
        "<e> a rkg:Evidence ; rkg:basis basis:stated .",
        '<e> a rkg:Evidence ; rkg:basis basis:interpreted ; rkg:reason "word"@en , "mot"@fr .',
        '<e> a rkg:Evidence ; rkg:basis basis:stated ; rkg:reason "word"@en , "mot"@fr .',
    ],
    "Evidence-source": [
        "<e> a rkg:Evidence ; rkg:passage <p> .", "<e> a rkg:Evidence ; rkg:webPage <d> .",
    ],
    "Observation-reportedBy": [
        "<o> a rkg:Observation ; rkg:reportedBy <x> .", f"<o> a rkg:Observation ; {NOTED} .",
        f"<o> a rkg:Observation ; rkg:reportedBy <x> ; {NOTED} .", '<o> a rkg:Observation ; rkg:note "word"@en .',
    ],
    "Outcome-held": ["<o> a rkg:Recommendation ; rkg:arisesFrom <meeting/x> . <meeting/x> rkg:status status:held ."],
    "Observation-source": [
        "<o> a rkg:Observation ; rkg:arisesFrom <x> .", "<o> a rkg:Observation ; rkg:concerns <x> .",
        "<o> a rkg:Observation ; rkg:arisesFrom <x> ; rkg:concerns <x> .",
    ],
    "Recommendation-addressee": [
        "<r> a rkg:Recommendation ; rkg:addressee <x> .", f"<r> a rkg:Recommendation ; {NOTED} .",
        f"<r> a rkg:Recommendation ; rkg:addressee <x> ; {NOTED} .",
    ],
    "Tenure-ofDialogue": [
        f"<{one}> a rkg:{kind} ; {said} ."
        for one, kind in (("c", "Chairmanship"), ("m", "Membership"))
        for said in ("rkg:ofDialogue <d>", "rkg:ofOrganisation <o>", "rkg:ofDialogue <d> ; rkg:ofOrganisation <o>")
    ],
    "rankRule-en": [
        '<c> rkg:rank "rival" ; rkg:rankedBy <r> .', '<c> rkg:rank "rival" ; rkg:rankRule "word"@en .',
        '<c> rkg:rank "rival" ; rkg:rankedBy <r> ; rkg:rankRule "word"@en .',
    ],
    "rankRule-fr": [
        '<c> rkg:rank "rival" ; rkg:rankedBy <r> .', '<c> rkg:rank "rival" ; rkg:rankRule "mot"@fr .',
        '<c> rkg:rank "rival" ; rkg:rankedBy <r> ; rkg:rankRule "mot"@fr .',
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A small graph, and whether a rule tells of it."""

    rule: str
    told: bool
    turtle: str

    @property
    def graph(self):
        """The graph."""
        return Graph().parse(data=HEAD + self.turtle, format="turtle")


CASES = [
    Case(rule, told, turtle)
    for told, cases in ((True, TOLD), (False, SILENT))
    for rule, turtles in cases.items()
    for turtle in turtles
]


def asker(shapes, rule):
    """Return the shape that asks a query; any other rule asks by itself."""
    return shapes.value(None, SH.sparql, URIRef(RULE + rule)) or URIRef(RULE + rule)
