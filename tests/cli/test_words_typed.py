"""What is typed at a command line is helped on, and called by one word wherever it is named."""

import csv
import json
import re
from io import StringIO

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from rabatkg.cli import main
from rabatkg.cli.click_words import PLACES
from rabatkg.speech import LOCALE, translated


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("buld", "build"), ("record drft", "draft"), ("claim retrct", "retract")],
)
@pytest.mark.parametrize(("lang", "told"), [("en", "Did you mean"), ("fr", "Vouliez-vous dire")])
def test_a_misspelt_command_is_told_with_the_one_that_is_meant(typed, meant, lang, told):
    refused = CliRunner().invoke(main, ["--lang", lang, *typed.split()])
    assert refused.exit_code == 2
    assert f"{told} '{meant}'" in refused.stderr


@pytest.mark.parametrize("lang", sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/*.po")))
def test_what_is_to_be_written_is_called_by_one_word_in_usage_and_in_sentences(lang):
    with (LOCALE / lang / "LC_MESSAGES" / "rabatkg.po").open("rb") as file:
        messages = [one for one in read_po(file, locale=lang) if isinstance(one.id, str) and one.id not in PLACES]
    wrong = []
    for one in messages:
        for word in (word for word in PLACES if re.search(rf"(?<![-\w{{]){word}(?![-\w}}])", one.id)):
            own = translated(word, lang)
            if own not in one.string or (own != word and re.search(rf"(?<![-\w{{]){word}(?![-\w}}])", one.string)):
                wrong.append((word, own, one.string))
    assert wrong == []


@pytest.mark.parametrize("ending", ["csv", "sarif"])
def test_findings_go_into_a_file_in_the_form_that_its_ending_names(ending, tmp_path, request, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RABATKG_BUILD", str(tmp_path / "build"))
    (tmp_path / "wrong.yaml").write_text("title:\n\ten: x\n", "utf-8")
    data = ["--data", str(request.config.rootpath / "tests" / "good"), "--lang", "en"]
    told = CliRunner().invoke(main, [*data, "record", "check", "wrong.yaml", "--output", f"found.{ending}"])
    assert told.exit_code == 1
    assert told.stdout.startswith("1 error, 0 warnings in 1 file\n")
    kept = (tmp_path / f"found.{ending}").read_text("utf-8")
    assert "A tab stands here" in kept
    if ending == "sarif":
        assert json.loads(kept)["runs"][0]["results"][0]["ruleId"] == "File-yaml"
    else:
        assert [row["rule"] for row in csv.DictReader(StringIO(kept))] == ["File-yaml"]
    refused = CliRunner().invoke(main, [*data, "record", "check", "wrong.yaml", "--output", "found.txt"])
    assert (refused.exit_code, ".sarif" in refused.stderr) == (2, True)
