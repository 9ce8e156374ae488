"""What people look at: coverage by chairmanship and year, meetings, co-chairs, recommendations."""

import csv
import re
import sys
from collections import Counter, defaultdict
from io import StringIO
from itertools import pairwise
from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from urllib.parse import unquote

import html5lib
import pytest

from rabatkg.coverage import LEVELS
from rabatkg.names import RDF, RKG
from rabatkg.publication import Site
from rabatkg.publication.parts import coverage, meetings, network, threads
from rabatkg.publication.pictures import matrix as matrices
from rabatkg.publication.pictures import proofs as shown
from rabatkg.publication.pictures.chairmanships import Chair, upwards
from rabatkg.publication.pictures.paging import numbered, paged
from rabatkg.publication.pictures.telling import told_dates

pytestmark = pytest.mark.xdist_group("pictures")
PARTS = (coverage, meetings, network, threads)
SVG = "{http://www.w3.org/2000/svg}"
VILLAGE = Path(__file__).resolve().parents[1] / "coverage" / "data"
CHAIR = """  - id: chairmanship/portugal-2030
    type: Chairmanship
    title: {en: Portuguese chairmanship, fr: Présidence portugaise}
    holder: state/prt
    start: 2030-05-01
    end: 2030-12-31
"""


FURTHER = """      - key: follow-up-register-of-fees
        type: FollowUp
        title: {en: The fees were compared, fr: Les prix ont été comparés}
        followsUp: meeting/2031-03-som/follow-up-fees
        evidence: [{passage: passage/report-2031/2-1-156aa835, quote: "Morocco has put its fees on line"}]
"""


def opened(site):
    """Give the files of the pictures of a site, as parsed pages, by their paths."""
    files = {file.path: file for part in PARTS for file in part.files(site)}
    pages = {}

    def page(path):
        if path not in pages:
            pages[path] = html5lib.parse(files[path].make(), namespaceHTMLElements=False)
        return pages[path]

    return SimpleNamespace(site=site, files=files, page=page)


@pytest.fixture(scope="module")
def village(small):
    return opened(small)


@pytest.fixture(scope="module")
def real(full):
    return opened(full)


def text(node):
    return " ".join("".join(node.itertext()).split())


def of_class(node, name):
    return [one for one in node.iter() if name in (one.get("class") or "").split()]


def level(cell):
    return next(name.removeprefix("level-") for name in (cell.get("class") or "").split() if name.startswith("level-"))


def matrix(page):
    """Return the rows of the matrix by kind and number: the cells of the chairmanships, then stated, then any."""
    rows = {}
    for row in of_class(page, "matrix")[0].find("tbody"):
        number = re.match(r"(Domaine?|Object\w+)? ?(\S+)", text(row.find("th")))[2]
        cells = row.findall("td")
        rows[row.get("class"), number] = cells[2:] + cells[:2]
    return rows


def columns(page):
    return [text(one) for one in of_class(page, "matrix")[0].find("thead")[1]][2:]


def days(node):
    """Return the dates within, as they stand in the data."""
    return [one.get("datetime") for one in node.iter("time")]


def to(path, href):
    """Return the path and the fragment that a link on a page leads to."""
    address, _, fragment = href.partition("#")
    parts = list(PurePosixPath(path).parent.parts)
    for part in PurePosixPath(unquote(address)).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts) if address else path, unquote(fragment)


@pytest.mark.parametrize("which", ["village", "real"])
@pytest.mark.parametrize("year", [None, -1, 0])
def test_levels_are_those_of_coverage(which, year, request):
    told = request.getfixturevalue(which)
    site = told.site
    plan = coverage.plans(site)[0]
    as_of = None if year is None else coverage.years(site, plan)[year]
    path = coverage.of_year(site, plan, as_of) if as_of else "coverage.html"
    found = matrix(told.page(f"en/{path}"))
    rows = [
        row for rows in site.kg["en"].coverages(("domain", "objective", "action"), plan, as_of).values() for row in rows
    ]
    assert len(found) == len(rows)
    for row in rows:
        cells = found[row.kind.lower(), row.notation]
        assert [level(cell) for cell in cells[-2:]] == [row.level_stated, row.level_any]
        assert max(LEVELS.index(level(cell)) for cell in cells[:-2] or cells) == LEVELS.index(row.level_any)
        if row.actions:
            high = LEVELS[2:]
            shares = [sum(getattr(one, name) for one in row.counts if one.level in high) for name in ("stated", "any")]
            assert [
                f"{share} of {row.actions}" in text(cell) for share, cell in zip(shares, cells[-2:], strict=True)
            ] == [
                True,
                True,
            ]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_each_cell_leads_to_the_words_that_prove_it(real, lang):
    site, path = real.site, f"{lang}/coverage.html"
    rows = {
        (row.kind.lower(), row.notation): row
        for found in site.kg[lang].coverages(("action", "objective", "domain")).values()
        for row in found
    }
    seen = set()
    for (kind, number), cells in matrix(real.page(path)).items():
        for cell in cells[:-2]:
            link = cell.find("a")
            assert (link is None) == (level(cell) == "nothing-found")
            if link is not None:
                target, fragment = to(path, link.get("href"))
                page = real.page(target)
                ids = [one for one in page.iter() if one.get("id") == fragment]
                assert len(ids) == 1, (target, fragment)
                seen.add((kind, number, target))
    for kind, number, target in seen:
        row, page = rows[kind, number], text(real.page(target))
        own = [proof for proof in row.proofs if kind == "action" or proof.hops[-1].object == row.provision]
        for proof in own:
            assert " ".join(proof.title.split()) in page
            for hop in proof.hops:
                assert hop.quote is None or " ".join(hop.quote.split()) in page
                assert hop.reason is None or " ".join(hop.reason.split()) in page
                assert hop.source is None or hop.source.told_in(lang) in page
    assert len(seen) > 20


def test_what_a_source_places_under_a_chairmanship_stands_there(real):
    site = real.site
    counted = {
        (proof.item, hop.object) for row in site.kg["en"].coverage() for proof in row.proofs for hop in proof.hops[-1:]
    }
    heads = [
        link.get("href") for link in of_class(real.page("en/coverage.html"), "matrix")[0].find("thead")[1].iter("a")
    ]
    marks = [PurePosixPath(href).stem for href in heads]
    rows, checked = matrix(real.page("en/coverage.html")), 0
    for one in site.kg["en"].query("coverage-by-chairmanship"):
        if (one["item"], one["provision"]) in counted:
            cell = rows["action", one["number"]][marks.index(one["chairmanship"].rpartition("/")[2])]
            target, fragment = to("en/coverage.html", cell.find("a").get("href"))
            section = next(part for part in real.page(target).iter("section") if part.find("h2").get("id") == fragment)
            assert one["title"] in text(section)
            checked += 1
    assert checked > 10


@pytest.mark.parametrize("which", ["village", "real"])
def test_the_table_of_proofs_tells_what_the_matrix_shows(which, request):
    told = request.getfixturevalue(which)
    site = told.site
    for plan in coverage.plans(site):
        rows = list(csv.DictReader(StringIO(told.files[coverage.table(site, plan)].make().decode(), newline="")))
        cells, overall = defaultdict(list), defaultdict(list)
        for row in rows:
            cells[row["provision"], row["chairmanship"]].append(row)
            overall[row["provision"]].append(row)
        shown = matrices.matrix(site, "en", plan, None).of_kind("Action")
        assert shown
        for line in shown:
            iri = site.names.thing(line.row.provision)
            own = overall.pop(iri)
            assert max((row["level"] for row in own), key=LEVELS.index) == line.row.level_any
            assert max((row["level_stated"] for row in own), key=LEVELS.index) == line.row.level_stated
            assert {row["number"] for row in own} == {line.row.notation}
            for cell in line.cells:
                found = cells[iri, cell.chair.iri if cell.chair else "uncertain"]
                assert len(found) == len(cell.proofs)
                best = max((row["level"] for row in found), key=LEVELS.index, default=LEVELS[0])
                assert best == cell.level_any
        assert all(row["kind"] in ("Objective", "Domain") for own in overall.values() for row in own)
        for kind in ("Objective", "Domain"):
            told_levels = {
                row.provision: (row.level_stated, row.level_any)
                for row in site.kg["en"].coverage(plan, by=kind.lower())
            }
            rolled = [row for row in rows if row["kind"] == kind and row["rolled_up"] == "yes"]
            found = {site.names.short(row["provision"]): (row["level_stated"], row["level"]) for row in rolled}
            assert len(found) == len(rolled) and found == told_levels


def test_each_line_of_the_table_has_its_words_its_claims_and_what_placed_it(real):
    site = real.site
    plan = coverage.plans(site)[0]
    rows = list(csv.DictReader(StringIO(real.files["coverage.csv"].make().decode(), newline="")))
    rows = [row for row in rows if row["rolled_up"] == "no"]
    for row in rows:
        if row["level"] == "nothing-found":
            assert not row["item"] and not row["claims"]
            continue
        assert (row["level_stated"] == row["level"]) == (row["basis"] == "stated")
        assert row["claims"]
        properties = set()
        for claim in row["claims"].split(";"):
            assert site.places.page(claim) is not None
            assert site.holding.value(claim, f"{RDF}subject") in (row["item"], row["through"])
            properties.add(site.holding.value(claim, f"{RDF}predicate").rpartition("#")[2])
        assert ("followsUp" in properties) == bool(row["through"])
        above = [row["item"], *(iri for iri in upwards(site, row["item"]))]
        named = {term.value for iri in above for term in site.holding.values(iri, f"{RKG}duringChairmanship")}
        assert (row["placed_by"] == "source") == bool(named)
        assert (row["placed_by"] == "uncertain") == (row["chairmanship"] == "uncertain")
        assert row["placed_by"] != "source" or row["chairmanship"] in named
    assert {row["placed_by"] for row in rows} >= {"source", "date"}
    assert any(row["through"] and row["through_quote"] for row in rows)
    assert "coverage.csv" in {
        to("en/coverage.html", link.get("href"))[0] for link in real.page("en/coverage.html").iter("a")
    }
    year = coverage.of_year(site, plan, coverage.years(site, plan)[0])
    assert not any("coverage.csv" in link.get("href") for link in real.page(f"en/{year}").iter("a"))
    assert len({row["provision"] for row in rows if row["kind"] == "Action"}) == len(site.kg["en"].coverage(plan))


def test_no_cell_of_the_table_is_a_formula(dialogue):
    hostile = '=HYPERLINK("x")'
    told = opened(dialogue(VILLAGE, ("en: Publish visa fees", f"en: '{hostile}'")))
    content = told.files["coverage.csv"].make().decode()
    cells = [cell for row in csv.reader(StringIO(content, newline="")) for cell in row]
    assert f"'{hostile}" in cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_a_page_of_proofs_says_what_placed_each_and_how_to_cite_it(real):
    path = "en/coverage/provision/cadiz-2022/action-17.html"
    rows = csv.DictReader(StringIO(real.files["coverage.csv"].make().decode(), newline=""))
    own = [row for row in rows if row["provision"].endswith("/cadiz-2022/action-17")]
    articles = list(real.page(path).iter("article"))
    assert len(articles) == len(own) > 0
    for row, article in zip(own, articles, strict=True):
        assert ("a source names the chairmanship" in text(article)) == (row["placed_by"] == "source")
        assert ("under this chairmanship by its date" in text(article)) == (row["placed_by"] == "date")
        linked = {to(path, link.get("href")) for link in article.iter("a")}
        for claim in row["claims"].split(";"):
            place = real.site.places.page(claim)
            assert (f"en/{str(place).partition('#')[0]}", claim.rpartition("/")[2]) in linked


@pytest.mark.parametrize("which", ["village", "real"])
def test_levels_only_rise_from_year_to_year(which, request):
    told = request.getfixturevalue(which)
    for plan in coverage.plans(told.site):
        years = [f"en/{coverage.of_year(told.site, plan, year)}" for year in coverage.years(told.site, plan)]
        pages = [matrix(told.page(path)) for path in years]
        assert len(pages) > 1
        for before, after in pairwise(pages):
            for key, cells in before.items():
                for then, now in zip(cells[-2:], after[key][-2:], strict=True):
                    assert LEVELS.index(level(then)) <= LEVELS.index(level(now))
        last = matrix(told.page(f"en/{coverage.main(told.site, plan)}"))
        assert {key: [level(one) for one in cells[-2:]] for key, cells in pages[-1].items()} == {
            key: [level(one) for one in cells[-2:]] for key, cells in last.items()
        }
        for path, before, after in zip(years[1:], pages, pages[1:], strict=False):
            changed = sum(
                [level(one) for one in cells[-2:]] != [level(one) for one in after[key][-2:]]
                for key, cells in before.items()
            )
            heading = next(one for one in told.page(path).iter("h2") if one.get("id") == "changes")
            main = next(told.page(path).iter("main"))
            following = list(main)[list(main).index(heading) + 1]
            assert len(following.findall("li")) == changed


def test_reported_figures_stand_beside_the_derived_ones(real):
    asked = {
        (row["title"], str(row["reported"]), str(row["derived_stated"]), str(row["derived_any"]))
        for row in real.site.kg["en"].query("reported-against-derived")
    }
    table = of_class(real.page("en/coverage.html"), "reported")[0]
    found = set()
    for row in table.find("tbody"):
        cells = [text(cell) for cell in row]
        found.add((cells[0], *cells[2:5]))
    assert found == asked
    assert len(found) == 3


def test_missing_documents_are_named(real):
    page = text(real.page("en/coverage.html"))
    named = {one.title for row in real.site.kg["en"].coverage() for one in row.missing}
    assert named
    assert all(title in page for title in named)


def test_a_changed_record_changes_the_matrix(dialogue, village):
    other = "provision: provision/example-2030/action-8"
    changed = opened(dialogue(VILLAGE, ("provision: provision/example-2030/action-4", other)))
    before, after = (matrix(one.page("en/coverage.html")) for one in (village, changed))
    assert [level(before["action", number][-1]) for number in "48"] == ["discussed", "nothing-found"]
    assert [level(after["action", number][-1]) for number in "48"] == ["nothing-found", "discussed"]
    assert columns(village.page("en/coverage.html")) == ["not certain"]


def test_a_chairmanship_makes_a_column(dialogue):
    told = opened(dialogue(VILLAGE, ("  - {id: state/mar,", CHAIR + "  - {id: state/mar,")))
    page = told.page("en/coverage.html")
    assert columns(page) == ["Portugal 2030", "not certain"]
    rows = matrix(page)
    assert [level(cell) for cell in rows["action", "1"]][:2] == ["recommended", "followed-up"]
    link = rows["action", "1"][0].find("a").get("href")
    assert link == "coverage/provision/example-2030/action-1.html#under-portugal-2030"
    assert [text(cell) for cell in of_class(told.page("en/meetings.html"), "meetings")[1].find("tbody")[0]][
        5
    ] == "Portugal"


@pytest.mark.parametrize(
    ("earliest", "latest", "which"),
    [
        ("2022-01-01", "2022-06-29", "one"),
        ("2022-06-30", "2022-06-30", None),
        ("2022-06-01", "2022-07-31", None),
        ("2023-01-01", "2030-01-01", "two"),
        (None, "2022-03-01", None),
        ("2021-01-01", "2021-01-02", None),
    ],
)
def test_a_thing_falls_under_the_only_chair_that_holds_all_its_days(earliest, latest, which):
    chairs = [Chair("one", "one", (), "2022-01-01", "2022-06-30"), Chair("two", "two", (), "2022-06-30", None)]
    found = [one.iri for one in chairs if one.holds(earliest, latest)]
    assert (found == [which]) == (which is not None)


def test_all_meetings_stand_in_the_order_of_time(real):
    page, site = real.page("en/meetings.html"), real.site
    rows = [row for table in of_class(page, "meetings") for row in table.find("tbody")]
    asked = {row["meeting"]: row for row in site.kg["en"].query("meetings")}
    found = {to("en/meetings.html", row.find("th").find("a").get("href"))[0]: row for row in rows}
    assert set(found) == {f"en/{key}.html" for key in asked}
    assert len(rows) == len(asked)
    years = [(days(row.find("td")) or [""])[0][:4] for row in rows]
    assert years == sorted(years)
    for key, one in asked.items():
        cells = [text(cell) for cell in found[f"en/{key}.html"]]
        assert cells[1] == one["title"]
        held = one["status"] == "status/held"
        assert (found[f"en/{key}.html"].get("class") == "to-come") == (not held)
        assert cells[-1] == site.words["en"].of(site.names.thing(one["status"]))
    bars = {"".join(one.itertext()) for one in page.iter(f"{SVG}title")}
    held = Counter(year for year, row in zip(years, rows, strict=True) if not row.get("class"))
    other = Counter(year for year, row in zip(years, rows, strict=True) if row.get("class"))
    for year in set(years):
        assert f"{year}: {held[year]} held, {other[year]} not held" in bars


def test_chairmanships_are_told_with_their_days(real):
    asked = {(row["title"], row.get("start"), row.get("end")) for row in real.site.kg["en"].query("chairmanships")}
    table = next(real.page("en/meetings.html").iter("table"))
    found = {text(row.find("th")): days(row) for row in table.find("tbody")}
    assert set(found) == {title for title, _, _ in asked}
    for title, start, end in asked:
        if start and end:
            assert found[title] == [str(start), str(end)]
    assert any(re.fullmatch(r"\d+ [A-Z][a-z]+ \d{4}", text(one)) for one in table.iter("time"))


def test_the_table_of_pairs_is_the_network(real):
    page = real.page("en/network.html")
    rows = [[text(cell) for cell in row] for row in next(page.iter("table")).find("tbody")]
    asked = real.site.kg["en"].network()
    assert [(row[0], row[1]) for row in rows] == [(" – ".join(one.labels), str(len(one.meetings))) for one in asked]
    labels = {" ".join(text(one) for one in page.iter(f"{SVG}text"))}
    assert all(word in " ".join(labels) for one in asked for label in one.labels for word in label.split())
    assert len(of_class(page, "tie")) == len(asked)


def test_every_recommendation_stands_with_what_came_of_it(real):
    site, page = real.site, real.page("en/recommendations.html")
    kg = site.kg["en"]
    asked = {row["recommendation"]: row["title"] for row in kg.query("recommendations")}
    items = {text(item.find("h3")): text(item) for item in page.iter("li") if item.find("h3") is not None}
    assert sorted(items) == sorted(set(asked.values()))
    assert len(threads.threads(site)) == len(asked)
    followed = kg.query("threads")
    assert followed
    for row in followed:
        own = items[asked[row["recommendation"]]]
        assert row["title"] in own
        assert " ".join(row.get("quote", "").split()) in own
    silent = {asked[row["recommendation"]] for row in kg.query("recommendations-without-follow-up")}
    assert {title for title, told in items.items() if "Nothing found in the documents held" in told} == silent
    for row in kg.query("recommendations-by-provision"):
        assert site.words["en"].of(site.names.thing(row["served"])) in items[row["title"]]
    listed = [
        text(item.find("a"))
        for item in real.page("en/recommendations/open.html").iter("section")
        for item in item.iter("li")
    ]
    assert sorted(set(listed)) == sorted(silent)


def test_every_step_of_a_thread_is_there(real):
    for one in threads.threads(real.site):
        told = real.site.kg["en"].show(real.site.names.short(one.iri))
        follow = {real.site.names.thing(step.key) for step in told.thread} - {one.iri}
        kinds = {iri for iri in follow if real.site.holding.kind(iri) == "FollowUp"}
        assert {step.iri for step in one.steps} == kinds


def test_what_follows_a_follow_up_up_is_a_step_too(dialogue):
    told = opened(dialogue(VILLAGE, ("      - key: follow-up-registers", FURTHER + "      - key: follow-up-registers")))
    (fees,) = (one for one in threads.threads(told.site) if one.iri.endswith("/recommendation-fees"))
    first, second = fees.steps
    assert (first.of, second.of) == (fees.iri, first.iri)
    item = next(item for item in told.page("en/recommendations.html").iter("li") if item.find("ol") is not None)
    steps = [text(step) for step in item.find("ol")]
    assert "following up: Morocco put its visa fees on line" in steps[1]
    assert "Morocco has put its fees on line" in steps[1]


@pytest.mark.parametrize("which", ["small", "lagoon"])
def test_the_same_graph_gives_the_same_bytes(which, request):
    site = request.getfixturevalue(which)
    again = Site(site.layout)
    first, second = ([(file.path, file.make()) for part in PARTS for file in part.files(one)] for one in (site, again))
    assert first == second
    assert len({path.casefold() for path, _ in first}) == len(first)


@pytest.mark.parametrize("which", ["small", "lagoon", "full"])
def test_pages_are_whole_and_small(which, request):
    told = opened(request.getfixturevalue(which))
    for path, file in told.files.items():
        if not path.endswith(".html") or (which == "full" and not path.startswith("en/")):
            continue
        content = file.make()
        assert len(content) < 100_000, path
        parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
        page = parser.parse(content)
        assert [error for _, error, _ in parser.errors if error != "non-void-element-with-trailing-solidus"] == [], path
        assert len(list(page.iter("h1"))) == 1
        ids = [one.get("id") for one in page.iter() if one.get("id")]
        assert len(ids) == len(set(ids)), path
        assert not any(one.get("style") for one in page.iter())
        for link in page.iter("a"):
            target, fragment = to(path, link.get("href"))
            if target in told.files and fragment and target.endswith(".html"):
                assert any(one.get("id") == fragment for one in told.page(target).iter()), (path, link.get("href"))


def test_long_lists_go_over_several_pages(small, monkeypatch):
    monkeypatch.setattr(shown, "PROOFS_PER_PAGE", 1)
    monkeypatch.setattr(meetings, "MEETINGS_PER_PAGE", 2)
    monkeypatch.setattr(threads, "THREADS_PER_PAGE", 1)
    told = opened(Site(small.layout))
    path = "en/coverage/provision/example-2030/action-1"
    proofs = next(row for row in small.kg["en"].coverage() if row.notation == "1").proofs
    assert len(proofs) > 1
    pages = [f"{path}.html", *(f"{path}_{number}.html" for number in range(2, len(proofs) + 1))]
    assert all(len(list(told.page(one).iter("article"))) == 1 for one in pages)
    assert f"{path}_{len(proofs) + 1}.html" not in told.files
    listed = [
        row
        for name in told.files
        if name.startswith("en/meetings")
        for table in of_class(told.page(name), "meetings")
        for row in table.find("tbody")
    ]
    assert len(listed) == len(small.holding.of_kind("Meeting"))
    assert "en/meetings_2.html" in told.files
    assert "en/recommendations_2.html" in told.files


def test_of_many_chairmanships_the_last_have_columns(lagoon, monkeypatch):
    wide = opened(lagoon).page("en/coverage.html")
    monkeypatch.setattr(matrices, "MOST_COLUMNS", 1)
    narrow = opened(Site(lagoon.layout)).page("en/coverage.html")
    assert columns(narrow) == columns(wide)[-1:]
    assert f"{len(columns(wide)) - 1} earlier chairmanships have no column here" in text(next(narrow.iter("main")))
    assert {key: [level(one) for one in cells] for key, cells in matrix(narrow).items()} == {
        key: [level(one) for one in cells[-3:]] for key, cells in matrix(wide).items()
    }


def test_without_matplotlib_the_pictures_to_take_away_are_missing(small, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    told = opened(Site(small.layout))
    assert not any(path.endswith(".svg") for path in told.files)
    assert "made without matplotlib" in text(told.page("en/coverage.html"))


def test_a_plan_that_is_not_there_has_a_page_that_says_so(dialogue):
    told = opened(dialogue(VILLAGE, ("plan: plan/example-2030\ncorpus", "plan: plan/none\ncorpus")))
    page = text(next(told.page("en/coverage.html").iter("main")))
    assert "The graph holds no domains, objectives or actions of this plan." in page
    assert "Plan of Exampleville" in page


def test_pages_of_a_list_keep_their_groups():
    assert paged([], 2) == [[]]
    assert paged([("a", 1), ("a", 2), ("a", 3), ("b", 4)], 2) == [[("a", [1, 2])], [("a", [3]), ("b", [4])]]
    assert [numbered("x/y.html", number) for number in (1, 2)] == ["x/y.html", "x/y_2.html"]


@pytest.mark.parametrize(
    ("earliest", "latest", "told"),
    [
        ("2024-02-01", "2024-02-29", ("2024-02",)),
        ("2023-02-01", "2023-02-28", ("2023-02",)),
        ("2024-01-01", "2024-12-31", ("2024",)),
        ("2024-01-31", "2024-01-31", ("2024-01-31",)),
        ("2024-02-01", "2024-02-28", ("2024-02-01", "2024-02-28")),
        (None, "2024-02-28", ("2024-02-28",)),
        (None, None, ()),
    ],
)
def test_dates_are_told_as_precisely_as_they_are_known(earliest, latest, told):
    assert told_dates(earliest, latest) == told
