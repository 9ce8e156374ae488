"""The pages around the data: the way in, what the data are, how to report an error, and what search reads."""

import gzip
import json
import re
from html import unescape
from pathlib import Path

import pytest

from rabatkg.errors import UsageError
from rabatkg.names import RKG
from rabatkg.publication import Site, addresses
from rabatkg.speech import dated, say

LAGOON = Path(__file__).resolve().parents[1] / "good"
LARGEST_INDEX = 700_000


def page(site, path):
    return site.by_path[path].make().decode()


def index_of(site, path):
    return json.loads(gzip.decompress(site.by_path[path].make()))


def counted(site, pattern):
    query = f"PREFIX rkg: <{RKG}> SELECT (COUNT(DISTINCT ?it) AS ?n) WHERE {{ {pattern} }}"
    return int(site.store.select(query).rows[0]["n"].value)


def words(text):
    """The text of a page as a reader sees it, without spaces that are there for the eye."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_first_page_counts_what_the_graph_holds(lagoon, lang):
    figures = [int(n) for n in re.findall(r"<dd>(\d+)</dd>", page(lagoon, f"{lang}/index.html"))]
    held = "?it a rkg:Document ; rkg:holding ?how FILTER(!CONTAINS(STR(?how), 'known-missing'))"
    asked = [held, "?it a rkg:Meeting", "?it a rkg:Recommendation", "?it a rkg:Claim"]
    assert figures == [counted(lagoon, one) for one in asked]
    assert all(figures)


def test_the_first_page_tells_the_levels_as_coverage_does(small):
    rows = small.kg["en"].coverage()
    text = page(small, "en/index.html")
    told = re.findall(r"<td>(\d+)</td>", text)
    assert len(told) == 10
    assert sum(map(int, told[:5])) == sum(map(int, told[5:])) == len(rows)
    assert int(told[0]) == sum(row.level_stated == "followed-up" for row in rows)
    assert int(told[5]) == sum(row.level_any == "followed-up" for row in rows) > 0


def test_the_first_page_names_the_latest_meetings_that_were_held(full):
    days = re.findall(r'<li><time datetime="([^"]+)"', page(full, "en/index.html"))
    assert len(days) == 6
    assert days == sorted(days, reverse=True)
    later = f"?it a rkg:Meeting ; rkg:earliest ?day ; rkg:status <{full.names.thing('status/held')}>"
    assert counted(full, f"{later} FILTER(STR(?day) > '{days[0]}')") == 0


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_first_page_tells_what_is_to_come_or_that_nothing_is_known_to(dialogue, lagoon, lang):
    held = f"?it a rkg:Meeting ; rkg:latest ?day ; rkg:status <{lagoon.names.thing('status/held')}>"
    rows = lagoon.store.select(f"PREFIX rkg: <{RKG}> SELECT (MAX(STR(?day)) AS ?last) WHERE {{ {held} }}").rows
    text = words(page(lagoon, f"{lang}/index.html"))
    assert (
        say("No meeting is known here to be planned after {day}.", lang, day=dated(rows[0]["last"].value, lang)) in text
    )
    planned = "status: status/planned\n"
    awaiting = dialogue(LAGOON, (planned, f"{planned}when: 2032-12\n"))
    text = page(awaiting, f"{lang}/index.html")
    assert '<time datetime="2032-12">' in text and "meeting/2031-06-claims.html" in text
    assert say("To come after these", lang) in text


def test_an_answer_shows_no_day_where_only_the_month_is_known(dialogue):
    planned = "status: status/planned\n"
    site = dialogue(LAGOON, (planned, f"{planned}when: 2032-12\n"))
    table = page(site, "en/question/never-held-as-planned.html").split("<table")[1].split("</table>")[0]
    assert '<time datetime="2032-12">December 2032</time>' in table
    assert "2032-12-01" not in table
    answer = gzip.decompress(site.by_path["answers/never-held-as-planned.en.csv.gz"].make()).decode()
    assert "2032-12-01" in answer


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_who_has_a_record_is_led_to_where_it_is_checked(small, lang):
    assert 'href="check.html"' not in page(small, f"{lang}/index.html")
    assert "<code>rabatkg serve</code>" in page(small, f"{lang}/index.html")
    served = Site(small.layout)
    served.endpoint = "sparql"
    assert 'href="check.html">' in page(served, f"{lang}/index.html").split("<main")[1]


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        ("2024-01-01", "1 January 2024", "1er janvier 2024"),
        ("2031-11-11", "11 November 2031", "11 novembre 2031"),
        ("2024-10", "October 2024", "octobre 2024"),
        ("2024", "2024", "2024"),
    ],
)
def test_dates_stand_as_people_write_them(day, english, french):
    assert (dated(day, "en"), dated(day, "fr")) == (english, french)


def test_the_root_leads_to_each_language_without_script(small):
    text = page(small, "index.html")
    assert re.findall(r'<a href="(\w\w/index.html)"', text) == ["en/index.html", "fr/index.html"]
    assert f'hreflang="x-default" href="{small.base}"' in text
    assert "<script" not in text


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_the_bases_mean_is_told_in_the_words_of_the_graph(small, lang):
    text = words(page(small, f"{lang}/about.html"))
    for base in ("stated", "interpreted", "derived"):
        iri = small.names.thing(f"basis/{base}")
        assert small.words[lang].definitions([iri])[iri] in text


def test_the_licence_is_the_one_in_the_data_folder(full, small):
    assert "Creative Commons Attribution 4.0" in page(full, "en/about.html")
    assert "The data folder holds no licence." in page(small, "en/about.html")


def test_who_may_be_told_of_errors_is_asked_for_where_nobody_named_it(small):
    told = page(small, "en/report.html")
    assert "Write to whoever gave you the address of this site" in told
    assert told.index("What to write") < told.index("<code>")
    assert 'href="report.html"' in page(small, "en/about.html")


@pytest.mark.parametrize(
    ("reports", "link"),
    [
        ("https://example.org/issues/new", "https://example.org/issues/new"),
        (
            "https://example.org/new?title={page}&label=error",
            "https://example.org/new?title=https%3A%2F%2Fexample.net%2Fs%2Fen%2Fabout.html&label=error",
        ),
        (
            "mailto:data@example.org?subject={page}",
            "mailto:data@example.org?subject=https%3A%2F%2Fexample.net%2Fs%2Fen%2Fabout.html",
        ),
    ],
)
def test_each_page_leads_to_where_errors_are_reported_and_carries_its_address(small, reports, link):
    site = Site(small.layout, "https://example.net/s/", reports)
    assert f'href="{link}" rel="nofollow"' in unescape(page(site, "en/about.html"))
    assert "example.org" in page(site, "fr/report.html")


@pytest.mark.parametrize(
    "reports",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "//example.org/",
        "https:///x",
        "https://example.org/\u202efdp",
        "https://example.org/a b",
        'https://example.org/"x',
        "https://{page}/",
        "mailto:",
        "mailto:nobody",
        "mailto:a@b.org\nBcc: c@d.org",
        "{page}",
        "",
    ],
)
def test_errors_are_reported_to_addresses_only(reports):
    with pytest.raises(UsageError) as raised:
        addresses.reports(reports)
    assert raised.value.exit_code == 2
    assert "mailto:" in str(raised.value.remedy)


@pytest.mark.parametrize("base", ["https://example.org/", "http://127.0.0.1:8000/site/", "https://w3id.org/x/"])
def test_the_address_of_a_site_is_whole(base):
    assert addresses.base(base) == base


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("https://example.org", "ends in a slash"),
        ("https://example.org/?q=/", "has no ?"),
        ("https://example.org/#", "has no ?"),
        ("ftp://example.org/", "on the web"),
    ],
)
def test_each_lack_of_an_address_is_told_by_itself(base, said):
    with pytest.raises(UsageError) as raised:
        addresses.base(base)
    assert said in raised.value.told_in("en")


@pytest.mark.parametrize(
    "base",
    [
        "https://example.org",
        "https://example.org/site",
        "example.org/",
        "/site/",
        "javascript://example.org/",
        "https:///",
        "https://example.org/?q=/",
        "https://example.org/#/",
        "https://example.org:0x/",
        "https://exa mple.org/",
        "https://example.org/<b>/",
        "",
    ],
)
def test_the_address_of_a_site_is_refused_where_it_is_none(base):
    with pytest.raises(UsageError) as raised:
        addresses.base(base)
    assert raised.value.exit_code == 2
    assert "slash" in raised.value.told_in("en")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_search_reads_all_that_has_a_page_and_a_label(lagoon, lang):
    index = index_of(lagoon, f"{lang}/search.json.gz")
    labels = {row[2]: row[0] for row in index["things"]}
    for key, iri in lagoon.places.titled.items():
        if lagoon.holding.labelled(iri):
            assert labels[f"{key}.html"] == lagoon.words[lang].of(iri)
    assert labels["ontology.html#Meeting"] == lagoon.words[lang].of(f"{RKG}Meeting")
    assert all(0 <= row[1] < len(index["kinds"]) for row in index["things"])


def test_search_knows_the_names_in_the_other_language(full):
    index = index_of(full, "fr/search.json.gz")
    names = {row[2]: row for row in index["things"]}
    assert names["state/deu.html"][0] == "Allemagne"
    assert "Germany" in names["state/deu.html"][3]


def test_search_holds_every_quotation_once(lagoon):
    told = index_of(lagoon, "quotations.json.gz")
    assert len(told) == counted(lagoon, "?evidence rkg:quote ?it")
    assert all(path.startswith("evidence/") for _, path in told)


def test_what_search_reads_is_small(full):
    for path in ("en/search.json.gz", "fr/search.json.gz", "quotations.json.gz"):
        assert len(full.by_path[path].make()) < LARGEST_INDEX
