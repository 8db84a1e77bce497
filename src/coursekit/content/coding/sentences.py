"""Where sentences end, in English, Kazakh and Russian.

Owns the rules and their lists of abbreviations. Pure, standard library only. A point is
the hard case: it ends a sentence, or it shortens a word, numbers a list or stands after
an initial. The rules look at the word before the point and the word after it; they know
no grammar, and :func:`sentences` says where they are wrong.
"""

import re
from collections.abc import Iterator

from coursekit.errors import MethodError, nearest

#: Words that are never the last of a sentence, as a name or a number must follow.
_NEVER = {
    "en": "mr mrs ms messrs dr prof st gen col sgt gov sen rep rev hon amb vs cf viz approx dept fig figs reg dir "
    "e.g i.e",
    "kk": "проф акад т.а",
    "ru": "проф акад ул см ср напр т.е т.н т.к тов гр г-н г-жа д-р англ лат каз рус нем фр",
}
#: Words that are short only before a number: "No. 99", but "No. We refuse."
_BEFORE_NUMBER = {
    "en": "no nos art arts p pp para paras vol vols ch chap sec sect fn ed eds app "
    "jan feb mar apr jun jul aug sep sept oct nov dec",
    "kk": "б бб т тар қос қар қаң ақп нау сәу мам мау шіл там қыр қаз қар жел",
    "ru": "им ст ч п пп подп с стр гл рис табл прил разд абз т тт вып изд янв февр апр авг сент окт нояб дек",
}
#: Words that may end a sentence or not: the word after them decides.
_EITHER = {
    "en": "etc inc ltd co corp jr sr a.m p.m",
    "kk": "т.б т.с.с мыс ж жж ғ ғғ ш қ млн млрд мың тг",
    "ru": "т.д т.п др пр гг в вв н.э тыс млн млрд трлн руб долл коп чел га км м",
}
LANGUAGES = tuple(_NEVER)

# What may stand between the last letter of a sentence and the space after it.
_CLOSING = r"[\"'»”’“)\]]*(?:[¹²³⁰⁴-⁹]+|\[\d{1,3}\])*"
_END = re.compile(rf"(?:[.!?…]+|[。！？]){_CLOSING}(?=\s)")
# What may stand before the first letter of the next sentence.
_OPENING = re.compile(r"[\s\"'«“„‘(\[—–•·*-]*")
_WORD = re.compile(r"[^\W_]+(?:[-.’'][^\W_]+)*")
_LAST_WORD = re.compile(r"[^\s\"'«»“”„‘’()\[\]]*$")
# A number of either kind or a letter; "A" and "I" before a small letter are words.
_NUMBERED = re.compile(r"(?:[§(\[№]\s*)*(?:\d|(?![AI]\s+[a-z])(?:[IVXLCDM]+|[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ])\b)")
_LIST_NUMBER = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3})*|[IVXLCDMivxlcdm]{1,6}|[^\W\d_])\.")
_DATE_AT_START = re.compile(
    r"\W*(?:[^\W\d_]{1,4}\s+)?(?:\d{1,2}\s+[^\W\d_]+\s+)?\d{4}(?:\s*[–—-]\s*\d{2,4})?\s*(?:гг?|жж?)\."
)
_YEAR_BEFORE = re.compile(r"(?:\d|[IVX])\s*$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
# After these a single letter is a label and not an initial: "Annex A. The Parties …"
_LABELLED = (
    "annex part section chapter title group plan category class type point option appendix table figure "
    "приложение часть раздел глава группа категория тип пункт вариант таблица рисунок "
    "қосымша бөлім тарау топ санат кесте сурет"
)
# How far back the rules look for the last words.
_REACH = 100
# Words that begin a sentence far more often than a name: "in the U.S. The …"
_STARTERS = "the this these those it its in on at for but and he she they we a an as however"


def sentences(text: str, language: str = "en") -> list[tuple[int, int]]:
    """Return where the sentences of a text stand.

    A sentence ends at ``. ! ? …`` and the quotes and brackets that follow, where a space
    and then a capital letter or a figure comes next. It does not end at abbreviations
    (``Art. 3``, ``No. 99/2000``, ``т. е.``), initials (``J. Borrell``, ``А. С. Пушкин``),
    numbers of a list (``3. The Parties``) and dates at its beginning (``15 мая 2019 г.``).

    Parameters
    ----------
    text : str
        Any text.
    language : {"en", "kk", "ru"}
        Whose abbreviations are known.

    Returns
    -------
    list of tuple of int
        Start and end (exclusive) of each sentence, in code points, without outer spaces.
        Together they hold everything but spaces.

    Raises
    ------
    MethodError
        If the language is not one of the three.

    Notes
    -----
    Known to go wrong: a year with ``г.`` or ``ж.`` in the middle of a sentence and a name
    behind it is taken as an end; a sentence that begins with a small letter is not found;
    neither is one that follows without a space.

    Examples
    --------
    >>> text = "See Art. 3 of Regulation No. 99/2000. It applies."
    >>> [text[start:end] for start, end in sentences(text)]
    ['See Art. 3 of Regulation No. 99/2000.', 'It applies.']
    >>> text = "15 мая 2019 г. Комиссия представила текст. «Время пришло!» — сказала она."
    >>> [text[start:end] for start, end in sentences(text, "ru")]
    ['15 мая 2019 г. Комиссия представила текст.', '«Время пришло!» — сказала она.']
    """
    if language not in LANGUAGES:
        msg = f"There is no language {language!r} whose sentences are known. {nearest(str(language), LANGUAGES)}"
        raise MethodError(msg)
    found = []
    start = 0
    for end in [*_ends(text, language), len(text)]:
        sentence = text[start:end]
        if sentence.strip():
            first = start + len(sentence) - len(sentence.lstrip())
            found.append((first, start + len(sentence.rstrip())))
        start = end
    return found


def _ends(text: str, language: str) -> Iterator[int]:
    """Return the places where one sentence ends and another begins."""
    start = 0
    for match in _END.finditer(text):
        if _is_end(text, start, match, language):
            yield match.end()
            start = match.end()


def _is_end(text: str, start: int, match: re.Match[str], language: str) -> bool:
    """Decide on one mark."""
    opening = _OPENING.match(text, match.end())
    begins = opening.end() if opening else match.end()
    following = text[begins : begins + 40]
    # Marks with nothing but marks behind them belong to the sentence that ends there.
    if not following or not (following[0].isupper() or following[0].isdigit() or _has_no_case(following[0])):
        return False
    mark = match.group().rstrip("\"'»”’“)]¹²³⁰⁴⁵⁶⁷⁸⁹[")
    if mark != "." or match.group() != ".":
        return not _is_list_number(text[start : match.end()])
    return _point_ends(text[start : match.start()], following, language)


def _has_no_case(letter: str) -> bool:
    """Tell a letter of a script without capitals, and a sign such as § or №, from small letters."""
    return letter.lower() == letter.upper()


def _is_list_number(before: str) -> bool:
    return bool(_LIST_NUMBER.fullmatch(before))


def _point_ends(before: str, following: str, language: str) -> bool:
    """Decide on a single point between what the sentence has so far and what follows."""
    if _is_list_number(f"{before}.") or _DATE_AT_START.fullmatch(f"{before}."):
        return False
    word = _last_word(before)
    if len(word) == 1 and word.isupper():
        return not _is_initial(before, word, following)
    short = word.casefold()
    if short == "г" and language == "ru":
        # After a number it is a year, before a name a town.
        return bool(_YEAR_BEFORE.search(before[:-1])) and following[0].isupper()
    if short in _BEFORE_NUMBER[language].split():
        return not _NUMBERED.match(following)
    if short in _EITHER[language].split():
        return following[0].isupper()
    return not (short in _NEVER[language].split() or _is_initial(before, word, following))


def _last_word(before: str) -> str:
    """Return what stands directly before the point; "т. е." counts as one word."""
    joined = re.sub(r"(?<=\b[^\W\d_]\.)\s+(?=[^\W\d_](?:\.[^\W\d_])*$)", "", before[-_REACH:])
    match = _LAST_WORD.search(joined)
    return match.group() if match else ""


def _is_initial(before: str, word: str, following: str) -> bool:
    """Tell initials and "U.S." from a sentence that ends in a single letter."""
    if not _INITIALS.fullmatch(word) or word != word.upper() or not following[0].isupper():
        return False
    earlier = _WORD.findall(before[-_REACH : len(before) - len(word)].casefold())
    if earlier and earlier[-1] in _LABELLED.split():
        return False
    first = _WORD.match(following)
    return not (first and first.group().casefold() in _STARTERS.split())
