"""Makes the files that the tests of the corpus read: PDF, web pages, Word, text.

Every text is made up for the tests. A soft hyphen in a word is a place where the
press may break it; ``^3^`` is a raised footnote mark.
"""

import io
import zipfile
from pathlib import Path

import docx
import matplotlib as mpl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 70, WIDTH - 70, HEIGHT - 90, 90

RECITALS = [
    """The partner­ship between the two re­gions rests on shared inter­ests in peace, trade and the free
    move­ment of ideas, and on respect for the choices of each of its mem­bers.""",
    """Past pro­grammes have shown that long-term in­vest­ment in edu­ca­tion brings more than
    short visits, and that invest­ment in water man­age­ment needs all neigh­bours at one table.""",
    """Euro-­Asian links by road and rail have grown, yet the bor­der posts between neigh­bours
    remain slow and the move­ment of goods costs more than else­where.""",
]
KAZAKH = """Сер­ік­тес­тік екі өңір­дің ортақ мүдде­ле­ріне негізделеді,
    сондай-­ақ әр елдің өз таңдауын құрмет­тейді. Сондай-ақ көршілер су ресурс­та­рын бірге
    басқаруы керек, өйткені ресурстарын біреу ғана пайдалана алмайды."""
RUSSIAN = """Парт­нёр­ство двух реги­онов осно­вано на общих инте­ресах,
    а кто-­то из соседей всегда пред­ла­гает новые про­екты. Если кто-то меняет правила,
    общие интересы стра­дают, и партнёрство слабеет."""
HELVETICA = ("Helvetica", "Helvetica-Bold")


def plain(text):
    """Return a text without the places where it may be broken."""
    return " ".join(text.replace("\u00ad", "").split())


def fonts():
    """Return the names of a font with Kazakh letters and of its bold; matplotlib brings it."""
    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    for name, file in (("Course", "DejaVuSans.ttf"), ("Course-Bold", "DejaVuSans-Bold.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, folder / file))
    return "Course", "Course-Bold"


def broken(text, width, length):
    """Return the lines of a text in a column: words stay whole, or break where a soft hyphen lets them."""
    lines, line = [], ""
    for word in text.split():
        pieces = word.split("\u00ad")
        while pieces:
            start = f"{line} " if line else ""
            fitting = [count for count in range(1, len(pieces) + 1) if length(start + _head(pieces, count)) <= width]
            if not fitting and line:
                lines.append(line)
                line = ""
                continue
            taken = max(fitting, default=1)
            line = start + _head(pieces, taken)
            pieces = pieces[taken:]
            if pieces:
                lines.append(line)
                line = ""
    return [*lines, line]


def _head(pieces, count):
    """Return the first pieces of a word as they stand at a line end."""
    part = "".join(pieces[:count])
    return part if count == len(pieces) or part.endswith("-") else f"{part}-"


class Press:
    """Prints paragraphs on pages of a PDF, from the top to the bottom of each."""

    def __init__(self, file, *, fonts=HELVETICA, head=None, foot=None, columns=1):
        self.canvas = Canvas(str(file), pagesize=A4)
        self.fonts, self.head, self.foot, self.columns = fonts, head, foot, columns
        self.page, self.column, self.notes = 1, 0, []
        self.top = self.height = TOP

    def _column(self):
        gap = 24
        width = (RIGHT - LEFT - gap * (self.columns - 1)) / self.columns
        return LEFT + self.column * (width + gap), width

    def _line(self, size):
        """Move on to the next line; to the next column or page where this one is full."""
        self.height -= 1.2 * size
        if self.height < BOTTOM + 12 * len(self.notes):
            if self.column + 1 < self.columns:
                self.column += 1
                self.height = self.top - 1.2 * size
            else:
                self.turn()
                self.height -= 1.2 * size

    def across(self, text, size=10, *, bold=False):
        """Print a paragraph across the page, whatever the columns."""
        columns, self.columns = self.columns, 1
        self.paragraph(text, size, bold=bold)
        self.columns, self.top = columns, self.height

    def paragraph(self, text, size=10, *, bold=False, justified="", space=6):
        """Print a paragraph; if justified ``forwards`` or ``backwards``, it is drawn word by word in that order."""
        font = self.fonts[bold]
        lines = broken(
            text, self._column()[1], lambda shown: pdfmetrics.stringWidth(shown.replace("^", ""), font, size)
        )
        for number, line in enumerate(lines):
            self._line(size)
            self.canvas.setFont(font, size)
            if justified:
                self._words(line, size, stretched=number < len(lines) - 1, backwards=justified == "backwards")
            else:
                self._marked(line, font, size)
        self.height -= space

    def _marked(self, line, font, size):
        text = self.canvas.beginText(self._column()[0], self.height)
        for number, piece in enumerate(line.split("^")):
            text.setFont(font, 0.6 * size if number % 2 else size)
            text.setRise(0.35 * size if number % 2 else 0)
            text.textOut(piece)
        self.canvas.drawText(text)

    def _words(self, line, size, *, stretched, backwards):
        words, (left, width) = line.split(), self._column()
        lengths = [self.canvas.stringWidth(word) for word in words]
        gaps = len(words) - 1
        space = (width - sum(lengths)) / gaps if stretched and gaps else 0.28 * size
        places = []
        for word, length in zip(words, lengths, strict=True):
            places.append((left, word))
            left += length + space
        for at, word in reversed(places) if backwards else places:
            self.canvas.drawString(at, self.height, word)

    def note(self, number, text):
        """Keep a footnote for the foot of this page."""
        self.notes.append((number, text))

    def turn(self):
        """Finish the page and begin the next."""
        self._finish()
        self.page += 1
        self.column, self.top = 0, TOP
        self.height = TOP

    def _finish(self):
        self.canvas.setFont(self.fonts[0], 8)
        height = BOTTOM + 12 * len(self.notes) - 24
        for number, text in self.notes:
            self._note(number, text, height)
            height -= 12
        self.notes = []
        self.canvas.setFont(self.fonts[0], 9)
        if self.head:
            self.canvas.drawString(LEFT, HEIGHT - 50, self.head(self.page))
        if self.foot:
            self.canvas.drawCentredString(WIDTH / 2, 40, self.foot(self.page))
        self.canvas.showPage()

    def _note(self, number, text, height):
        self.canvas.setFont(self.fonts[0], 5)
        self.canvas.drawString(LEFT, height + 3, str(number))
        left = LEFT + self.canvas.stringWidth(str(number)) + 2
        self.canvas.setFont(self.fonts[0], 8)
        self.canvas.drawString(left, height, text)

    def save(self):
        """Write the file."""
        self._finish()
        self.canvas.save()


def journal_pdf(file, recitals=24):
    """Print an act as the Official Journal does: running heads, recitals, articles, footnotes."""
    press = Press(file, head=lambda page: f"14.6.2031 EN Official Journal of the European Union L 209/{page}")
    press.paragraph("REGULATION ON NEIGHBOURLY COOPERATION", 13, bold=True)
    press.paragraph("Whereas:")
    for number in range(1, recitals + 1):
        mark = f"^{number}^" if number % 3 == 0 else ""
        if mark:
            press.note(number, f"OJ L {number}, 1.{number % 12 + 1}.2030, p. {number}.")
        press.paragraph(f"({number}) {RECITALS[number % 3]}{mark}")
    for number, title in enumerate(("Aims", "Means", "Review"), start=1):
        press.paragraph(f"Article {number}", 11, bold=True)
        press.paragraph(title, 11, bold=True)
        press.paragraph(f"1. {RECITALS[number % 3]}")
        press.paragraph(f"2. {RECITALS[(number + 1) % 3]}")
    press.save()
    return file


def column_pdf(file, order="forwards"):
    """Print an article: title and abstract across the page, the text in two justified columns."""
    press = Press(file, fonts=fonts(), columns=2, foot=lambda page: f"– {page} –")
    press.across("Серіктестіктің жаңа жолдары", 15, bold=True)
    press.across(f"Аңдатпа. {plain(KAZAKH)}")
    for _ in range(9):
        press.paragraph(KAZAKH, justified=order)
        press.paragraph(RUSSIAN, justified=order)
    press.save()
    return file


def pages_pdf(file, pages, *, text="Page {} speaks of peace, trade and water in the region.", **options):
    """Print one line on each of many pages; an empty text makes a scan of it."""
    canvas = Canvas(str(file), pagesize=A4, **options)
    for number in range(1, pages + 1):
        canvas.rect(80, 200, 400, 500, fill=1)
        canvas.drawString(LEFT, TOP, text.format(number))
        canvas.showPage()
    canvas.save()
    return file


OJ_PAGE = """<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>L_2031209EN.01000101.xml</title><script>var a = "never text";</script></head><body>
<header><nav><a href="/">EUR-Lex home</a><a href="/search">Search</a></nav></header>
<div id="cookie-consent">This site uses cookies. Accept all?</div>
<div id="document1"><div class="tabContent"><div class="eli-container">
<table><tr><td><p class="oj-hd-date">14.6.2031</p></td><td><p class="oj-hd-ti">Official Journal</p></td></tr></table>
<div class="eli-main-title"><p class="oj-doc-ti">REGULATION (EU) 2031/1</p><p class="oj-doc-ti">on neighbours</p></div>
<p class="oj-normal">Whereas:</p>
<table><tr><td><p class="oj-normal">(1)</p></td><td><p class="oj-normal">Trade between neighbours has grown<a
id="ntc1" href="https://eur-lex.europa.eu/x#ntr1">(<span class="oj-super oj-note-tag">1</span>)</a>, and
roads with it.</p></td></tr></table>
<p class="oj-ti-section-1">CHAPTER I</p><p class="oj-ti-section-2">GENERAL PROVISIONS</p>
<div id="art_1"><p class="oj-ti-art">Article 1</p><div class="eli-title"><p class="oj-sti-art">Aims</p></div>
<p class="oj-normal">1.   The Union supports roads over 10 km<span class="oj-super">2</span> of land:</p>
<table><tr><td><p class="oj-normal">(a)</p></td><td><p class="oj-normal">by advice;</p></td></tr>
<tr><td><p class="oj-normal">(b)</p></td><td><p class="oj-normal">by loans.</p></td></tr></table></div>
<hr class="oj-note"/>
<p class="oj-note"><a id="ntr1" href="#ntc1">(<span class="oj-super">1</span>)</a>  OJ L 1, p. 1.</p>
</div></div></div><footer>About us</footer></body></html>"""

CONSOLIDATED_PAGE = """<html><body><div class="eli-container"><p class="disclaimer">Meant purely as a tool.</p>
<div class="eli-main-title"><p class="title-doc-first">AGREEMENT ON PARTNERSHIP</p></div><p class="modref">▼B</p>
<p class="title-article-norm">Article 4</p><p class="stitle-article-norm">Dialogue</p>
<div class="norm"><span class="no-parag">1.  </span><div class="norm inline-element">The parties meet once a year
(<a href="#E0001"><span class="superscript">1</span></a>).</div></div>
<p class="norm">They publish what they agree.</p>
<p class="footnote">(<a href="#src.E0001"><span class="superscript">1</span></a>)  Or more often.</p>
</div></body></html>"""

WORD_PAGE = """<html><head><title>1_EN_ACT_part1_v7.docx</title></head><body>
<div class="contentWrapper"><div class="content">
<p class="Titreobjet_cp"><span>A Stronger Neighbourhood</span></p>
<p class="li ManualHeading1"><span class="num"><span>1.</span></span><span>Why now</span></p>
<p class="Normal"><span>The region changes fast</span><span class="FootnoteReference"><a class="footnoteRef"
 id="footnoteref2" href="#footnote2">1</a></span><span>, and so do we.</span></p>
<p class="li ManualNumPar1"><span class="num"><span>(12)</span></span><span>Loans follow reforms.</span></p>
<dl id="footnotes"><dt>1</dt><dd id="footnote2">See the report of 2030.</dd></dl></div></div></body></html>"""

OLD_PAGE = """<html><body><div id="banner">EUR-Lex - 31991R0001 - EN</div><div id="TexteOnly"><p><TXT_TE>
<p>Article 1</p><p>A programme of advice is set up.</p><p>1. It lasts two years.</p><p>Article 2</p><p>It ends then.</p>
</TXT_TE></p></div></body></html>"""

NEWS_PAGE = """<html><body class="cookie-banner-shown"><div id="page" class="cookie-banner-wrapper"><header>
<ul class="menu"><li>Home</li><li>About</li></ul></header><main><nav class="breadcrumb">Home / News</nav>
<article><h1>Joint statement of the ministers</h1>
<p>We met in Samarkand and spoke of water, roads and schools for all.</p>
<ol><li>Water comes first.</li><li>Roads follow.</li></ol><ul><li>Schools for all.</li></ul>
<div class="social-share">Share on X</div></article><aside>Related: other news</aside></main>
<footer>Contact, legal notice</footer><script>track()</script></div></body></html>"""


def word_file(file):
    """Write a Word file with headings, numbers of both kinds, a table, a footnote and deleted words."""
    document = docx.Document()
    document.add_heading("A Stronger Neighbourhood", 0)
    document.add_heading("Why now", 1)
    paragraph = document.add_paragraph("The region changes fast")
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="7"/></w:r>'))
    paragraph.add_run(", and so do\u00a0we.")
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>never</w:delText></w:r></w:del>"))
    document.add_paragraph("1. A number typed by hand.")
    document.add_paragraph("First of the counted ones.", style="List Number")
    document.add_paragraph("Second of them.", style="List Number")
    document.add_paragraph("A point.", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("(12)", "A recital.", "Year", "Loans"), strict=True
    ):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "Running head"
    document.save(str(file))
    add_part(
        file,
        "footnotes",
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="7">'
        "<w:p><w:r><w:t>See the report.</w:t></w:r></w:p></w:footnote>",
    )
    return file


def add_part(file, kind, notes):
    """Put a part with notes into a Word file."""
    packed = io.BytesIO(Path(file).read_bytes())
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(
                name,
                _linked(name, old.read(name).decode(), kind) if name.endswith((".rels", "s].xml")) else old.read(name),
            )
        new.writestr(f"word/{kind}.xml", f"<w:{kind} {nsdecls('w')}>{notes}</w:{kind}>")


def _linked(name, text, kind):
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    form = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    if name == "[Content_Types].xml":
        return text.replace("</Types>", f'<Override PartName="/word/{kind}.xml" ContentType="{form}"/></Types>')
    if name == "word/_rels/document.xml.rels":
        link = f'<Relationship Id="rId99" Type="{base}/{kind}" Target="{kind}.xml"/>'
        return text.replace("</Relationships>", f"{link}</Relationships>")
    return text


def zip_bomb(file):
    """Write a Word file whose text unpacks to far more than it weighs."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:document>" + b" " * 60_000_000)
    return file


def archive(file, *names):
    """Write an archive with parts of these names."""
    with zipfile.ZipFile(file, "w") as packed:
        for name in names:
            packed.writestr(name, "<x/>")
    return file
