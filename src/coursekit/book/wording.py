"""Facts in words: dates and amounts in the page's language.

Owns the wording of amounts; Babel knows how languages write numbers, and
:mod:`coursekit.explorers.dates` how they write dates.
"""

from babel.numbers import format_decimal

from coursekit.explorers.dates import date_words
from coursekit.facts import Value

__all__ = ["date_words", "number_words", "value_words"]

_LOCALES = {"en": "en_GB", "kk": "kk", "ru": "ru"}
_AMOUNTS = {
    "EUR million": {"en": "EUR {n} million", "kk": "{n} млн еуро", "ru": "{n} млн евро"},
    "ECU million": {"en": "ECU {n} million", "kk": "{n} млн экю", "ru": "{n} млн экю"},
    "USD million": {"en": "USD {n} million", "kk": "{n} млн АҚШ доллары", "ru": "{n} млн долл. США"},
    "percent": {"en": "{n} per cent", "kk": "{n} пайыз", "ru": "{n}\u00a0%"},
    "current USD per capita": {
        "en": "USD {n} per head",
        "kk": "адам басына {n} АҚШ доллары",
        "ru": "{n} долл. США на человека",
    },
}


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
