"""Stems of Kazakh nouns: the endings taken off, from the last one to the first.

Owns the table of endings and the order in which they come. Imports nothing of coursekit.

A Kazakh noun carries its endings in a fixed order, each in several shapes::

    stem  +  plural  +  possessive  +  case  +  predicate
    ел       дер        і              нің               елдерінің, of their countries

The first sound of an ending follows the last sound of what stands before it (``-лар``
after a vowel, ``-дар`` after ``н``, ``-тар`` after ``т``), its vowel the last vowel
before it (back ``а о ұ ы`` or front ``ә е ө ү і``). An ending is taken off only where
both fit and a stem remains. The shapes are those of the general table of endings in
Tatyana Valyayeva's grammar (*Казахский язык. Грамматика. Просто о сложном*, kaz-tili.kz).

What it does not do: it knows no verbs, no derivation (``серіктестік``, partnership, keeps
its ``-тестік``) and no dictionary but a few dozen words whose end only looks like an
ending (``сауда``, trade). It leaves ``-м`` and ``-ң`` (my, your) where no plural stands
before them, and ``-сыз`` (you are), which also means *without*. It brings back only the
commonest of the vowels that a word loses (``халқы``, its people, is a form of ``халық``).
A stem need not be a word: ``клуб`` becomes ``клуп``, as ``кітабы`` becomes ``кітап``.
"""

import re

_VOWELS = "аәеёиоөұүыіэюя"
_BACK = "аоұыяё"
_FRONT = "әеөүіэ"
_SONORANT = "лрйумнң"
_VOICED = "жз"
# Sounds after which an ending begins with a voiceless consonant; б в г д end loans only.
_VOICELESS = "пфкқтсшщчцхһбвгд"
_CONSONANTS = _SONORANT + _VOICED + _VOICELESS + "ғ"

# Every shape of an ending, with the letters that may stand before it.
_PLURAL = {
    "лар лер": _VOWELS + "рйу",
    "дар дер": "лмнң" + _VOICED,
    "тар тер": _VOICELESS,
}
_CASES = {
    "дағы дегі": _VOWELS + _SONORANT + _VOICED,  # which is in
    "тағы тегі": _VOICELESS,
    "ның нің": _VOWELS + "мнң",  # of
    "дың дің": "июлруй" + _VOICED,
    "тың тің": _VOICELESS,
    "дан ден": _VOWELS + "лруй" + _VOICED,  # from
    "тан тен": _VOICELESS,
    "нан нен": "мнң",
    "мен": _VOWELS + _SONORANT,  # with
    "бен": _VOICED,
    "пен": _VOICELESS,
    "ға ге": _VOWELS + _SONORANT + _VOICED,  # to
    "қа ке": _VOICELESS,
    "да де": _VOWELS + _SONORANT + _VOICED,  # in
    "та те": _VOICELESS,
    "ны ні": _VOWELS,  # the direct object
    "ды ді": "ию" + _SONORANT + _VOICED,
    "ты ті": _VOICELESS,
}
# The cases of a noun that has an owner in the third person: his, her, its, their.
_CASES_OF_OWNED = {"ндағы ндегі": "ыі", "нда нде": "ыі", "нан нен": "ыі", "на не": "ыі", "н": "ыі"}
_POSSESSIVES = {
    "ымыз іміз ыңыз іңіз": _CONSONANTS,  # our, your
    "мыз міз ңыз ңіз": _VOWELS,
    "сы сі": _VOWELS,  # his, her, its, their
    "ы і": _CONSONANTS,
}
_POSSESSIVES_OF_PLURAL = {"ым ім ың ің": "р"}  # my, your
_PREDICATES = {
    "сыңдар сіңдер": _VOWELS + _CONSONANTS,  # you are
    "мын мін мыз міз": "аәеэюя" + _SONORANT,  # I am, we are
    "бын бін быз біз": _VOICED,
    "пын пін пыз піз": _VOICELESS,
}

# Words and names whose end only looks like an ending.
_KNOWN_WORDS = (
    "айқын алтын арқылы басқа белгілі бұрын бүгін дейін екі енді жақсы жеті кейін майдан мүмкін орда орын "
    "пайда сауда сияқты сондықтан тұрғын туралы үшін шығын қарсы қатты "
    "ауғанстан қазақстан қырғызстан моңғолстан өзбекстан пәкістан татарстан тәжікстан түрікменстан"
)
_KNOWN = frozenset(_KNOWN_WORDS.split())
# Stems that end in с: in their forms -сы is no ending, only -ы is.
_IN_S = ("бас", "кеңес", "көзқарас", "процес", "қатынас", "соғыс")
# After these -ы and -і belong to an adjective, a number or a verb: сындарлы, ішкі, бірінші, негізгі, береді.
_NOT_OWNED = re.compile("([бвгғджзйкқлмнңпрстфхцчшщ]л|[кқпсстшх][кқ]|[бджзйлмнңпрстш][гғ]|нш|ад|ед)[ыі]$")
_LOST_VOWEL = {
    "ауз": "ауыз", "ерк": "ерік", "көңл": "көңіл", "қауп": "қауіп", "мүлк": "мүлік", "орн": "орын", "халқ": "халық",
}  # fmt: skip
_VOICELESS_AT_END = {"ғ": "қ", "г": "к", "б": "п"}
# Loans that take front endings though their vowel is back: банк, банктер.
_SOFT_ENDS = ("ь", "кт", "нк", "рк")
_ALL_ENDINGS = frozenset(
    ending for table in (_PLURAL, _CASES, _POSSESSIVES, _PREDICATES) for shapes in table for ending in shapes.split()
)


def endings_of_nouns() -> tuple[tuple[str, ...], ...]:
    """Return every shape of the endings of a noun, place by place, as they follow each other.

    Examples
    --------
    >>> [shapes[0] for shapes in endings_of_nouns()]
    ['лар', 'ымыз', 'дағы', 'сыңдар']
    """
    places = (_PLURAL,), (_POSSESSIVES, _POSSESSIVES_OF_PLURAL), (_CASES, _CASES_OF_OWNED), (_PREDICATES,)
    return tuple(
        tuple(ending for table in tables for shapes in table for ending in shapes.split()) for tables in places
    )


def stem_kazakh(word: str) -> str:
    """Return the stem of a Kazakh noun.

    Parameters
    ----------
    word : str
        A word, lower case.

    Returns
    -------
    str
        Its stem, or the word itself if no ending is recognised.

    Examples
    --------
    >>> [stem_kazakh(word) for word in ["елдер", "елдерінің", "стратегиясы", "ынтымақтастықты", "ео-ның"]]
    ['ел', 'ел', 'стратегия', 'ынтымақтастық', 'ео']
    """
    head, _, tail = word.rpartition("-")
    if head:
        return head if tail in _ALL_ENDINGS else f"{head}-{stem_kazakh(tail)}"
    bare = _without(word, _PREDICATES, least=3)
    uncased = _without_case(bare)
    owned = _without_possessive(uncased, least=2 if uncased != bare else 3)
    stem = _without(owned, _PLURAL, least=2)
    return _ending_voiceless(stem)


def _without_case(word: str) -> str:
    """Take off a case; after an owner in the third person the cases have shapes of their own."""
    plain = _without(word, _CASES, least=2)
    if plain in _KNOWN:
        return plain
    owned = _without(word, _CASES_OF_OWNED, least=3)
    if owned != word and _without_possessive(owned, least=2) != owned:
        return owned
    return plain


def _without_possessive(word: str, least: int) -> str:
    """Take off what says whose it is."""
    single = _without(word, _POSSESSIVES_OF_PLURAL, least=4)
    if single != word and _without(single, _PLURAL, least=2) != single:
        return single
    if word[-2:] in ("сы", "сі") and _is_stem_in_s(word[:-1]):
        return word[:-1]
    if _NOT_OWNED.search(word):
        return word
    owned = _without(word, _POSSESSIVES, least=2)
    # One letter is weak evidence: екі (two) is no form of ек.
    return word if len(word) - len(owned) == 1 and len(owned) < least else owned


def _is_stem_in_s(stem: str) -> bool:
    """Tell whether the с belongs to the stem: кеңес, and the nouns in -ыс and -іс such as жұмыс."""
    made_of_verb = stem.endswith(("ыс", "іс")) and not stem.endswith("ктіс") and stem[-3:-2] not in "шғгж"
    return stem in _IN_S or made_of_verb


def _without(word: str, endings: dict[str, str], least: int) -> str:
    """Take the longest fitting ending off, if so many letters with a vowel remain."""
    if word in _KNOWN:
        return word
    for length in range(min(5, len(word) - least), 0, -1):
        rest, ending = word[:-length], word[-length:]
        for shapes, before in endings.items():
            if ending in shapes.split() and rest.rstrip("ьъ")[-1:] in before and _in_harmony(rest, ending):
                return rest
    return word


def _in_harmony(stem: str, ending: str) -> bool:
    """Tell whether the vowels of stem and ending are both back or both front, as far as they say."""
    of_stem = next((letter for letter in reversed(stem) if letter in _VOWELS + "у"), "")
    of_ending = next((letter for letter in ending if letter in _VOWELS), "")
    if not of_stem:
        return False
    if not of_ending or ending in ("мен", "бен", "пен") or stem.endswith(_SOFT_ENDS):
        return True
    # и, у and ю say nothing: ресурстар, министрлер.
    return of_stem not in _BACK + _FRONT or (of_stem in _BACK) == (of_ending in _BACK)


def _ending_voiceless(stem: str) -> str:
    """Return a stem as it is without endings: серіктестіг- is серіктестік, халқ- is халық."""
    if stem[-1:] in _VOICELESS_AT_END and stem[-2:-1] in _VOWELS and len(stem) > 2:
        stem = stem[:-1] + _VOICELESS_AT_END[stem[-1]]
    return _LOST_VOWEL.get(stem, stem)
