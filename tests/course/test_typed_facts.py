"""Facts that the data hold are written through roles, not typed by hand."""

import re
from pathlib import Path

import pytest

from coursekit.book.wording import date_words
from coursekit.chapters import read_chapters
from coursekit.data.package import rows
from coursekit.facts import SERIES

ROOT = Path(__file__).parent.parent.parent
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAY = re.compile(rf"\b\d{{1,2}}(?:[-–]\d{{1,2}})? (?:{MONTHS}) \d{{4}}\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b")
MONEY = re.compile(
    r"(?:EUR|ECU|USD|€|\$)\s?\d[\d.,\u00a0]*(?: (?:million|billion))?|\b\d[\d.,]* (?:million|billion) euros?\b"
)
CHAPTERS = [chapter.file for chapter in read_chapters(ROOT / "book")]


def typed(text):
    """Return (dates, amounts) typed by hand below the front matter."""
    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    body = re.sub(r"\{[\w:]+\}`[^`]*`", "", body)
    return DAY.findall(body), MONEY.findall(body)


def known_dates():
    """Return every event's and document's date in words."""
    dates = {date_words(row["date"], row["end_date"], "en") for row in rows("events")}
    return dates | {date_words(row["date"], "", "en") for row in rows("documents") if row["date"]}


def known_amounts():
    """Return every amount of money in the series, in millions."""
    return {float(row["value"]) for table in SERIES for row in rows(table) if row["value"]}


def millions(amount):
    """Return a typed amount in millions."""
    number = float(re.sub(r"[^\d.]", "", amount.replace(",", "")).rstrip("."))
    return number * 1000 if "billion" in amount else number


@pytest.mark.parametrize("file", CHAPTERS, ids=lambda file: file.stem)
def test_chapters_type_no_date_or_amount_that_the_data_hold(file):
    """What stands in the data is written by a role; what is left is listed."""
    dates, amounts = typed(file.read_text("utf-8"))
    by_hand = [date for date in dates if date.replace("-", "–") in known_dates()]
    by_hand += [amount for amount in amounts if millions(amount) in known_amounts()]

    print(f"{file.name}: typed by hand and not in the data: {sorted(set(dates + amounts) - set(by_hand))}")
    assert by_hand == []


def test_the_search_finds_dates_and_amounts_and_spares_roles():
    """The search itself is alive."""
    text = "On 21-22 June 2007 and {event}`E044` they gave EUR 675 million, or {value}`x CA5 2007`, 1.2 billion euro."

    assert typed(text) == (["21-22 June 2007"], ["EUR 675 million", "1.2 billion euro"])
    assert "21–22 June 2007" in known_dates()
    assert 675 in known_amounts()
