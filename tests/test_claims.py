"""The claims are true to the article: its words stand beside our English, and its hedges in it."""

import re

import pytest

from coursekit.data.package import rows

CLAIMS = {row["id"]: row for row in rows("claims")}
#: Kazakh and Russian letters, figures (Roman ones by themselves) and the marks of a quotation: a Latin letter may
#: look like one of them and is found by nobody who searches.
_KAZAKH = re.compile(r"(?:\b[XVI]+\b|[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі0-9 .,\"«»()…–-])+")
_MOST_WORDS = 25
#: A hedge of the article -> what our English has for it; one of these has to stand in the claim.
HEDGES = {
    r"негізінен": r"mainly|mostly|largely",
    r"\bмүмкін\b": r"\bmay\b|\bmight\b|perhaps|possibl",
    r"\bбәлкім": r"\bmay\b|\bmight\b|perhaps|possibl",
    r"болса керек": r"probabl|presumabl|\bmay\b",
    r"ұмтыл": r"striv|wish|seek",
    r"тырыс": r"\btr(y|ies|ied|ying)\b|seek",
    r"көбіне": r"often|mostly",
    r"біршама": r"somewhat|to some|fairly",
    r"сияқты|болып көрін": r"seem|looks|appear",
    r"әсер қалды": r"impression",
    r"дәрежеде": r"degree",
    r"кейде": r"sometimes|at times",
    r"\bкейбір": r"\bsome\b",
    r"\bкөбі\b|көпшілігі": r"\bmost\b",
    r"көп жағдайда": r"in many cases",
    r"\bмүмкіндігі": r"possibility",
    r"көруге болады": r"can see",
    r"күтілуде": r"expected",
    r"\bниетті": r"inten(d|t)",
    r"\bмүдделі\b(?! тарап)": r"interest",
    r"пікірінше|\bойынша": r"\bview\b|opinion",
    r"\b(керек|тиіс)\b": r"should",
    r"\bқажет\b(?! етіп)": r"\bneeds? to\b|must",
    r"белгілі бір": r"certain|\ba regional\b",
}
#: Claims that hang on a hedge: if their Kazakh words lose it, the check above would pass unnoticed.
HEDGED = (
    *("C02", "C06", "C07", "C13", "C16", "C17", "C19", "C21", "C23", "C30", "C31", "C32", "C34", "C35", "C36"),
    *("C38", "C51", "C53", "C54", "C56", "C57", "C59", "C60", "C62", "C63", "C64", "C65", "C66", "C67", "C68", "C69"),
    *("C72", "C74", "C76", "C77", "C78", "C79", "C81", "C83", "C84"),
)


def lost_hedges(claim):
    """Return the hedges of the Kazakh words that the English claim does not have."""
    kazakh, english = claim["kazakh"].lower(), claim["claim"].lower()
    return [hedge for hedge, ours in HEDGES.items() if re.search(hedge, kazakh) and not re.search(ours, english)]


@pytest.mark.parametrize("identifier", CLAIMS)
def test_a_claim_has_the_words_of_the_article(identifier):
    """A short quotation in Kazakh letters, not a paragraph and not a paraphrase."""
    words = CLAIMS[identifier]["kazakh"]

    assert _KAZAKH.fullmatch(words), words
    assert len(re.findall(r"[\w-]+", words)) <= _MOST_WORDS
    assert re.search("[әғқңөұүһі]", words.lower()), "no letter that only Kazakh has"


@pytest.mark.parametrize("identifier", CLAIMS)
def test_no_hedge_of_the_article_is_lost(identifier):
    """Mainly, may, tries, seems: the claim without them is another claim."""
    assert lost_hedges(CLAIMS[identifier]) == []


def test_a_lost_hedge_is_found():
    """The check is alive: the row that once said 'the EU tries' for 'may be trying' fails it."""
    claim = CLAIMS["C53"] | {"claim": "In the drafters' view the EU tries to secure openings in some states"}

    assert lost_hedges(claim) == [r"\bмүмкін\b"]


def test_opportunity_is_no_hedge():
    """In Kazakh 'opportunity' begins like 'may'."""
    assert lost_hedges({"kazakh": "жаңа мүмкіндіктерді бекіту", "claim": "to set down new openings"}) == []


@pytest.mark.parametrize("identifier", HEDGED)
def test_the_words_quoted_keep_the_hedge(identifier):
    """A quotation cut so that the hedge falls out would hide it."""
    assert any(re.search(hedge, CLAIMS[identifier]["kazakh"].lower()) for hedge in HEDGES)


@pytest.mark.parametrize(
    "identifier", ["C03", "C23", "C27", "C28", "C39", "C44", "C49", "C52", "C60", "C77", "C79", "C82"]
)
def test_a_reading_is_marked_as_ours(identifier):
    """Where the English goes beyond the letters, the row says so."""
    assert CLAIMS[identifier]["reading"]


def test_positions_that_do_not_depend_are_not_made_to_depend():
    """C77 says «байланысты емес»; the English once said the opposite."""
    assert CLAIMS["C77"]["kazakh"].endswith("байланысты емес")
    assert "do not depend on the member states" in CLAIMS["C77"]["claim"]


def test_an_official_text_that_shares_the_slip_is_a_witness():
    """C26: the Council wrote May 2007 as well, and both note and evidence say so."""
    supporting = [row for row in rows("evidence") if row["claim"] == "C26" and row["bearing"] == "supports"]

    assert [row["event"] for row in supporting] == ["E057"]
    assert "26 October 2009" in supporting[0]["note"]
    assert "26 October 2009" in CLAIMS["C26"]["verdict_note"]
    assert CLAIMS["C26"]["verdict"] == "contradicted"


@pytest.mark.parametrize("row", rows("evidence"), ids=lambda row: row["claim"] + row["event"] + row["document"])
def test_a_note_on_evidence_is_a_sentence(row):
    """Notes stand in tables of the chapters: they begin with a capital or a figure, have a verb's room, and end."""
    assert re.fullmatch(r"[A-Z0-9].{30,}[.!?]", row["note"], re.DOTALL), row["note"]


#: What a stored copy shows before it breaks off is no section: nothing may be called an opening or an introduction.
_CUT = re.compile(
    r"\b(introduction|opening) of (the text|2007|2019|the strategy)|\bthe opening (speaks|does|read)", re.IGNORECASE
)


def test_nothing_rests_on_an_opening_that_is_a_cut():
    """Our copies of both strategies break off; they do not show where an introduction ends."""
    notes = [row["note"] for row in rows("evidence")] + [row["verdict_note"] for row in CLAIMS.values()]

    assert [note for note in notes if _CUT.search(note)] == []
