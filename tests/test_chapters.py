"""Reading chapter pages and the contract they keep."""

import pytest

from coursekit.chapters import PRIMER, problems, prose_words, read_chapter, read_chapters
from coursekit.errors import ChapterError

HEAD = """---
chapter:
  number: 1
  part: 1
  slug: 01-try
  minutes: {read: 20, do: 60}
  necessary: []
  helpful: []
  questions: ["Why?"]
  objectives: [{id: 01-O1, text: Date}]
  claims: [C01]
  data: [events]
  terms: []
  checked: "2026-11-23"
---
# A title
"""


@pytest.fixture(name="page")
def _page(tmp_path):
    """Write a page and return its path."""

    def write(text):
        file = tmp_path / "01-try.md"
        file.write_text(text, "utf-8")
        return file

    return write


def test_a_page_without_chapter_front_matter_is_no_chapter(page):
    """The reference pages are read as what they are."""
    assert read_chapter(page("# Timeline\n")) is None
    assert read_chapter(page("---\ntitle: x\n---\n# Timeline\n")) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD.replace("  part: 1\n", ""), "key 'chapter.part' is missing"),
        (HEAD.replace("  part: 1\n", "  part: 1\n  colour: red\n"), "unknown key 'chapter.colour'"),
        (HEAD.replace('"2026-11-23"', "2026-11-23"), "a date in quotes"),
        (HEAD.replace("# A title", "A title"), "heading"),
        (HEAD.replace("[events]", "[events"), "not valid YAML"),
    ],
)
def test_a_broken_front_matter_names_file_and_key(page, text, said):
    """The author finds the place from the message."""
    file = page(text)

    with pytest.raises(ChapterError) as error:
        read_chapter(file)

    assert str(file) in str(error.value)
    assert said in str(error.value)


def test_an_empty_chapter_breaks_every_rule_of_the_contract(page):
    """Each gap is named."""
    gaps = "\n".join(problems(read_chapter(page(HEAD))))

    for part in ("opening", "criticism", "keypoints", "chart", "predict", "readings", "words", "objectives", "C01"):
        assert part in gaps


def test_a_claim_marked_but_not_announced_is_named(page):
    """The front matter and the text must agree on the claims taught."""
    gaps = problems(read_chapter(page(HEAD + "Marked {claim}`C02`.\n")))

    assert "claim C02 is marked but not in the front matter" in gaps


def test_ladders_and_fences_are_not_counted_as_prose():
    """Only what argues counts towards the length."""
    assert prose_words("One two.\n\n:::{evidence} C01\n[source]\nNot counted.\n:::\n\n:::{opening}\nthree\n:::\n") == 3


def test_a_claim_taken_up_again_needs_a_mark_and_no_ladder(page):
    """Claims of other chapters have their ladder there; here they are marked where they are tested."""
    head = HEAD.replace("  claims: [C01]\n", "  claims: [C01]\n  tested: [C02, C03]\n")

    found = problems(read_chapter(page(head + "\nText {claim}`C01` and {claim}`C02`.\n")))

    about_claims = [gap for gap in found if gap.startswith("claim")]
    assert about_claims == [
        "claim C03 is taught or tested but not marked in the text",
        "claim C01 has no evidence ladder and stands in no table of settled claims",
    ]


def test_a_settled_claim_needs_no_ladder(page):
    """What evidence simply confirms stands in the table; it is weighed all the same."""
    head = HEAD.replace("[C01]", "[C01, C02]")
    text = "\nText {claim}`C01` and {claim}`C02`.\n\n:::{settled} C01 C02\n:::\n"

    assert not [gap for gap in problems(read_chapter(page(head + text))) if gap.startswith("claim")]


def test_ladders_are_few_and_the_case_is_short(page):
    """Seven ladders are one too many; a case of ten words is a remark and one of three hundred an essay."""
    ladders = "".join(f":::{{evidence}} C0{n}\n:::\n\n" for n in range(1, 8))
    gaps = problems(read_chapter(page(HEAD + ladders)))

    assert "expected at most 6 'evidence', found 7" in gaps
    for length, complained in ((10, True), (150, False), (300, True)):
        case = f"\n:::{{case}} A line\n{'word ' * length}\n:::\n"
        found = [gap for gap in problems(read_chapter(page(HEAD + case))) if "in the case" in gap]
        assert bool(found) == complained


def test_boxes_are_not_counted_as_prose():
    """Readings, case and source criticism stand beside the argument."""
    for box in ("readings", "case", "criticism", "close-reading"):
        assert prose_words(f"One two.\n\n:::{{{box}}} Title\nNot counted.\n:::\n") == 2


#: A page that keeps the contract of a primer, and no other.
PRIMER_PAGE = """---
chapter:
  number: A
  part: 0
  slug: A-try
  minutes: {read: 10, do: 20}
  necessary: []
  helpful: [B, 2]
  questions: ["Who?"]
  objectives: [{id: A-O1, text: Name}, {id: A-O2, text: Order}, {id: A-O3, text: Judge}]
  claims: []
  data: []
  terms: []
  checked: "2026-11-30"
---
# A title

:::{opening}
One day.
:::
WORDS
:::{chart} A-one
:::
:::{chart} A-two
:::
:::{question} A-try/a
:::
:::{question} A-try/b
:::
:::{question} A-try/c
:::
:::{question} A-try/d
:::
:::{readings} Who?
:::
:::{keypoints}
:::
:::{reading}
:::
""".replace("WORDS", "word " * PRIMER.words[0])


def test_a_primer_keeps_a_contract_of_its_own(page):
    """Its letter says so: less prose, no predict, no claim of its own; the page is too little for a chapter."""
    primer = read_chapter(page(PRIMER_PAGE))

    assert (primer.number, primer.helpful) == ("A", ["B", "2"])
    assert problems(primer) == []
    assert "expected 1800 to 2800 words of prose, found 704" in problems(
        read_chapter(page(PRIMER_PAGE.replace("number: A", "number: 1")))
    )


def test_a_primer_has_no_ladders_and_is_short(page):
    """What is contested is weighed in the chapters."""
    ladder = ":::{evidence} C01\n:::\n"
    found = problems(read_chapter(page(PRIMER_PAGE + ladder + "word " * 1000)))

    assert "expected at most 0 'evidence', found 1" in found
    assert any(gap.startswith("expected 700 to 1300 words of prose") for gap in found)


def test_pages_are_read_in_the_order_of_the_course(tmp_path):
    """Primers first, then the chapters by number; what the table does not have is no chapter."""
    slugs = ["09-stronger-partnership", "06-new-partnership", "B-four-lenses", "A-who-makes-foreign-policy", "99-x"]
    for slug in slugs:
        text = HEAD.replace("number: 1", f"number: {slug.partition('-')[0].lstrip('0')}").replace("01-try", slug)
        (tmp_path / f"{slug}.md").write_text(text, "utf-8")

    assert [chapter.number for chapter in read_chapters(tmp_path)] == ["A", "B", "6", "9"]
