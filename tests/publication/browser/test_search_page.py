"""Search in a real browser, by what a reader types."""

import pytest

pytestmark = pytest.mark.xdist_group("site")


def settled(page):
    """Wait till what was typed has been asked once more, as it is a moment after each key: the hits stand anew then."""
    page.evaluate("new Promise((done) => setTimeout(done, 200))")


def followed(page):
    """Follow the first hit, and wait for its page."""
    settled(page)
    address = page.locator("#hits a").first.evaluate("one => one.href")
    page.click("#hits a")
    page.wait_for_url(lambda now: now == address)


@pytest.fixture
def found(tab):
    """Return a function that types words into the search page, and gives that page and the labels that are found."""
    pages = {}

    def search(words, lang="en", kind=None):
        page = pages[lang] = pages.get(lang) or tab().open(f"{lang}/search.html")
        page.select_option("select[name=kind]", **({"label": kind} if kind else {"value": ""}))
        page.fill("input[name=q]", words)
        page.press("input[name=q]", "Enter")
        page.locator("#found:not(:empty)").wait_for()
        return page, page.locator("#hits > li > a").all_inner_texts()

    return search


@pytest.mark.parametrize(("lang", "label"), [("en", "Senegal"), ("fr", "Sénégal")])
def test_accents_and_capitals_do_not_matter(lang, label, found):
    for words in ("senegal", "SÉNÉGAL", "Sénégal", "sénègal"):
        assert found(words, lang)[1][0] == label


def test_all_the_words_are_there_in_any_order(found):
    one, other = found("meeting officials senior")[1], found("senior officials meeting")[1]
    assert sorted(one) == sorted(other)
    assert len(one) > 5
    assert set(one) < set(found("senior meeting")[1]) or len(found("senior meeting")[1]) == 40


def test_a_word_that_begins_a_label_comes_before_one_that_stands_in_it(found):
    labels = [label.casefold() for label in found("return")[1]]
    begins = [label.startswith("return") for label in labels]
    assert begins[0]
    assert not begins[-1]
    assert begins == sorted(begins, reverse=True)


def test_a_thing_comes_before_the_documents_about_it(found):
    page, _ = found("rabat process")
    kinds = page.locator("#hits > li > .muted").all_inner_texts()
    assert kinds[0] == "Dialogue"
    assert "Document" in kinds


@pytest.mark.parametrize(
    ("lang", "plan"), [("en", "Action 17, Cadiz Action Plan"), ("fr", "Action 17, Plan d'action de Cadix")]
)
def test_a_number_leads_to_the_action_of_the_usual_plan_first(lang, plan, found, full):
    page, labels = found("action 17", lang)
    iri = full.names.thing("provision/cadiz-2022/action-17")
    assert labels[0] == full.words[lang].of(iri)
    assert plan in page.locator("#hits > li").first.inner_text()
    assert len(labels) > 1
    assert found(plan, lang)[1][0] == labels[0]


def test_a_year_finds_what_took_place_in_it(found):
    labels = found("Dakar 2011", kind="Ministerial conference")[1]
    assert labels == ["Third ministerial conference of the Rabat Process, Dakar"]
    page, near = found("Dakar 1999", kind="Ministerial conference")
    assert near == labels
    assert "Nothing" in page.locator("#found").inner_text()


def test_a_kind_narrows_what_is_found(found):
    page, states = found("senegal", kind="State")
    assert states == ["Senegal"]
    assert "1" in page.locator("#found").inner_text()
    assert len(found("senegal")[1]) > 1


def test_quotations_are_found_in_the_language_of_their_source(found):
    page, quotations = found("criminalité transnationale organisée", kind="Quotation")
    assert quotations
    assert all("transnationale" in one for one in quotations)
    followed(page)
    assert "criminalité transnationale" in page.content()


def test_what_is_found_is_a_page_that_is_there(found):
    page, labels = found("cadiz action plan")
    followed(page)
    assert labels[0] in page.locator("h1").inner_text()


def test_the_address_keeps_the_question_and_asks_it_again(found, tab):
    page, labels = found("irregular", kind="Theme")
    page.wait_for_url("**irregular**")
    again = tab().open("en/search.html" + page.evaluate("location.search"))
    again.wait_for_selector("#hits > li")
    assert again.locator("#hits > li > a").all_inner_texts() == labels
    assert again.input_value("input[name=q]") == "irregular"


def test_nothing_found_is_said_aloud_with_what_to_do(found):
    page, labels = found("xyzzy")
    assert labels == []
    assert "Try fewer" in page.locator("[role=status]").inner_text()


def test_keys_alone_lead_from_the_words_to_a_page(tab):
    page = tab().open("en/search.html?q=senegal")
    page.wait_for_selector("#hits > li")
    page.focus("input[name=q]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/state/sen.html")


def test_many_hits_come_a_part_at_a_time(found):
    page, labels = found("a")
    assert len(labels) == 40
    settled(page)
    page.click("#more")
    assert page.locator("#hits > li").count() == 80
    assert page.evaluate("document.activeElement.closest('li') === document.querySelectorAll('#hits > li')[40]")


def test_the_first_page_asks_the_search_page(tab):
    page = tab().open("fr/index.html")
    page.fill("input[name=q]", "dakar")
    page.keyboard.press("Enter")
    page.wait_for_selector("#hits > li")
    assert "fr/search.html?q=dakar" in page.url


def test_without_script_the_lists_are_named(chromium, origin):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}en/search.html")
    assert page.locator("noscript a, main .alert a").count() >= 5
    context.close()
