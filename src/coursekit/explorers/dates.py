"""Dates in words, no finer than they are known; the book and the explorers write them alike.

Owns the names of the months. Here and not in the browser, as not every browser
knows Kazakh months; and not through Babel, which only the book brings along and
which writes a Kazakh month that stands alone with a capital, as no sentence does.
"""

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
#: Months that stand alone; they differ in Russian only.
_MONTHS_ALONE = {
    **_MONTHS,
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
}
_IN_YEAR = {"en": "{days} {year}", "kk": "{year} жылғы {days}", "ru": "{days} {year} года"}
_YEAR, _MONTH, _DAY = 4, 7, 10
_LENGTHS = {"day": _DAY, "month": _MONTH, "year": _YEAR}


def date_words(start: str, end: str, language: str, *, precision: str = "day") -> str:
    """Return a date or a span of dates in words.

    Parameters
    ----------
    start, end : str
        Partial ISO dates; ``end`` may be empty.
    language : str
        ``en``, ``kk`` or ``ru``.
    precision : str
        ``day``, ``month`` or ``year``: no finer than this.

    Examples
    --------
    >>> date_words("2007-06-21", "2007-06-22", "en"), date_words("2013", "", "ru")
    ('21–22 June 2007', '2013')
    >>> date_words("2007-06-21", "2007-06-22", "en", precision="month")
    'June 2007'
    >>> date_words("2007-06", "", "kk"), date_words("2007-06-21", "2007-06-22", "kk")
    ('2007 жылғы маусым', '2007 жылғы 21–22 маусым')
    """
    length = _LENGTHS[precision]
    start, end = start[:length], end[:length]
    if not end or end == start:
        return _one(start, language)
    if len(start) == len(end) == _DAY and start[:_YEAR] == end[:_YEAR]:
        first = str(int(start[8:])) if start[:_MONTH] == end[:_MONTH] else f"{_day(start, language)} "
        dash = "–" if start[:_MONTH] == end[:_MONTH] else "– "
        return _in_year(f"{first}{dash}{_day(end, language)}", end, language)
    return f"{_one(start, language)} – {_one(end, language)}"


def years(start: str, end: str) -> tuple[int, int]:
    """Return the first and the last year of a span.

    Examples
    --------
    >>> years("1991", "1992"), years("2007-06-21", "")
    ((1991, 1992), (2007, 2007))
    """
    return int(start[:_YEAR]), int((end or start)[:_YEAR])


def _one(text: str, language: str) -> str:
    if len(text) == _YEAR:
        return text
    days = _day(text, language) if len(text) == _DAY else _month(text, _MONTHS_ALONE[language])
    return _in_year(days, text, language)


def _day(text: str, language: str) -> str:
    return f"{int(text[8:])} {_month(text, _MONTHS[language])}"


def _month(text: str, names: str) -> str:
    return names.split()[int(text[5:_MONTH]) - 1]


def _in_year(days: str, text: str, language: str) -> str:
    return _IN_YEAR[language].format(days=days, year=text[:_YEAR])
