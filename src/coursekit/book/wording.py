"""Facts in words: dates, ranges and amounts in the page's language.

Owns the wording; Babel knows how languages write dates and numbers.
"""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from coursekit.facts import Value

# Europe's English puts the day first.
_LOCALES = {"en": "en_GB", "kk": "kk", "ru": "ru"}
_DAYS_IN_YEAR = {"en": "{days} {year}", "kk": "{year} жылғы {days}", "ru": "{days} {year} года"}
_AMOUNTS = {
    "EUR million": {"en": "EUR {n} million", "kk": "{n} млн еуро", "ru": "{n} млн евро"},
    "ECU million": {"en": "ECU {n} million", "kk": "{n} млн экю", "ru": "{n} млн экю"},
    "USD million": {"en": "USD {n} million", "kk": "{n} млн АҚШ доллары", "ru": "{n} млн долларов США"},
    "percent": {"en": "{n} per cent", "kk": "{n} пайыз", "ru": "{n} процента"},
    "current USD per capita": {
        "en": "USD {n} per head",
        "kk": "адам басына {n} АҚШ доллары",
        "ru": "{n} долларов США на человека",
    },
}
_DAY, _MONTH, _YEAR = 10, 7, 4


def date_words(start: str, end: str, language: str, *, precision: str = "day") -> str:
    """Return a date or a span of dates in words, no finer than known.

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
    >>> date_words("2007-06-21", "2007-06-22", "en")
    '21–22 June 2007'
    >>> date_words("2007-06-21", "2007-06-22", "en", precision="month")
    'June 2007'
    >>> date_words("2007-06-21", "2007-06-22", "kk")
    '2007 жылғы 21–22 маусым'
    >>> date_words("2013", "", "ru")
    '2013'
    """
    length = {"day": _DAY, "month": _MONTH, "year": _YEAR}[precision]
    first, last = start[:length], end[:length]
    if not last or first == last:
        return _one_date(first, language)
    if len(first) == len(last) == _DAY and first[:_YEAR] == last[:_YEAR]:
        return _days_of_a_year(_as_date(first), _as_date(last), language)
    return f"{_one_date(first, language)} – {_one_date(last, language)}"


def _one_date(text: str, language: str) -> str:
    if len(text) == _YEAR:
        return text
    day = _as_date(text)
    if len(text) == _DAY:
        return _in_year(f"{day.day} {_month(day, language)}", day, language)
    # A month by itself stands in the nominative, where a language has one.
    return _in_year(str(format_date(day, "LLLL", locale=_LOCALES[language])), day, language)


def _days_of_a_year(first: date, last: date, language: str) -> str:
    if first.month == last.month:
        return _in_year(f"{first.day}–{last.day} {_month(last, language)}", last, language)
    both = f"{first.day} {_month(first, language)} – {last.day} {_month(last, language)}"
    return _in_year(both, last, language)


def _month(day: date, language: str) -> str:
    return str(format_date(day, "MMMM", locale=_LOCALES[language]))


def _in_year(days: str, day: date, language: str) -> str:
    return _DAYS_IN_YEAR[language].format(days=days, year=day.year)


def _as_date(text: str) -> date:
    return date.fromisoformat(text + "-01-01"[len(text) - _YEAR :])


def number_words(number: float, language: str) -> str:
    """Return a number as the language writes it, no finer than a reader needs.

    Two decimals below ten, one above.

    Examples
    --------
    >>> number_words(1234.56, "en"), number_words(1.234, "ru")
    ('1,234.6', '1,23')
    """
    return str(format_decimal(round(number, 2 if abs(number) < 10 else 1), locale=_LOCALES[language]))


def value_words(value: Value, language: str) -> str:
    """Return a value with its unit in words.

    Examples
    --------
    >>> from coursekit.facts import value
    >>> value_words(value("eu_assistance_indicative CA5 2007-2013 @EuropeAid"), "en")
    'EUR 675 million'
    """
    written = number_words(value.number, language)
    pattern = _AMOUNTS.get(value.unit, {}).get(language, "{n} " + value.unit)
    return pattern.format(n=written)
