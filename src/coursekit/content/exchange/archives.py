"""The files of REFI-QDA: a project (``.qdpx``) is an archive, a codebook (``.qdc``) one page of XML.

Owns how they are packed and unpacked. What comes from elsewhere is trusted with nothing:
no file is unpacked onto the disk, sizes are limited, and XML that defines entities is
refused. The library ``pyrefiqda`` gives the models of the format; its own functions for
files are not used, because they unpack to the disk without limits, read torn XML as if
it were whole, and stamp each archive with the time.
"""

import io
import zipfile
import zlib
from pathlib import Path
from typing import Any

from coursekit.errors import MethodError, library

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
_MOST_XML = 100_000_000
_MOST_TEXT = 50_000_000
_MOST_TOGETHER = 300_000_000
_MOST_FILES = 10_000
# Parts that are counted and not read, and times, which programs write in many ways.
_NOT_READ = (
    *("Variables", "Cases", "Graphs", "Links", "Sets", "VariableValue"),
    *("PictureSource", "AudioSource", "VideoSource", "PDFSelection"),
)
_TIMES = ("creationDateTime", "modifiedDateTime")
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def xml_of(model: Any, namespace: str) -> bytes:
    """Return a model as XML."""
    # Late: heavy, and needed for files only.
    bindings = library("xsdata_pydantic.bindings")
    config = library("xsdata.formats.dataclass.serializers.config").SerializerConfig(indent=" ")
    text: str = bindings.XmlSerializer(config=config).render(model, ns_map={None: namespace})
    return text.encode("utf-8")


def archive_of(project: bytes, sources: dict[str, bytes]) -> bytes:
    """Pack a project; the same parts give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in {"project.qde": project, **sources}.items():
            # The time in an archive is that of packing; here it is always the same.
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, content)
    return packed.getvalue()


class Archive:
    """A project of another hand, unpacked piece by piece in memory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._left = _MOST_TOGETHER
        content = contents(path)
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            raise self.error("this is a project in a program's own format. Export it there as a REFI-QDA project.")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise self.error(f"this is no project archive, or a damaged one ({error}).") from error
        if len(self._archive.infolist()) > _MOST_FILES:
            raise self.error(f"the archive has more than {_MOST_FILES:,} files.")
        # Folder and names are compared without capitals: some programs write Sources.
        self._names = {entry.filename.replace("\\", "/").lower(): entry for entry in self._archive.infolist()}

    def error(self, says: str) -> MethodError:
        """Return an error that names the file."""
        return MethodError(f"{self.path.name}: {says}")

    def project(self) -> bytes:
        """Return the XML of the project; some programs name it after the project."""
        found = [name for name in self._names if name.endswith(".qde") and "/" not in name]
        if len(found) != 1:
            raise self.error(f"expected one file 'project.qde' in the archive, found {len(found)}.")
        return self._read(found[0], _MOST_XML)

    def source(self, path: str) -> bytes:
        """Return a file of the project that an address like ``internal://name.txt`` names."""
        name = f"sources/{path.removeprefix('internal://').lstrip('/')}".lower()
        if name not in self._names:
            raise self.error(f"the project names a text {path!r} that is not in the archive.")
        return self._read(name, _MOST_TEXT)

    def _read(self, name: str, most: int) -> bytes:
        entry = self._names[name]
        limit = min(most, self._left)
        if entry.flag_bits & 1:
            raise self.error(f"{entry.filename!r} is protected by a password. Export the project without one.")
        try:
            with self._archive.open(entry) as packed:
                # What the archive says of its sizes may be wrong; what is read counts.
                content = packed.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise self.error(f"{entry.filename!r} is damaged ({error}). Export the project again.") from error
        if len(content) > limit:
            raise self.error(f"{entry.filename!r} is larger than the {limit:,} bytes that are read.")
        self._left -= len(content)
        return content


def contents(path: Path) -> bytes:
    """Return what is in a file.

    Raises
    ------
    MethodError
        If it cannot be opened or is too large.
    """
    try:
        if path.stat().st_size > _MOST_TOGETHER:
            raise MethodError(f"{path.name}: the file is larger than the {_MOST_TOGETHER:,} bytes that are read.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MethodError(f"{path}: there is no such file.") from error
    except OSError as error:
        raise MethodError(f"{path}: the file cannot be opened: {error.strerror}.") from error


def parsed(xml: bytes, root: str, path: Path) -> Any:
    """Return XML as a tree, in which nothing but elements, attributes and text is left.

    Raises
    ------
    MethodError
        If it is not well formed, defines entities, or is something else.
    """
    etree = library("lxml.etree")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise MethodError(f"{path.name}: the XML is damaged ({error}). Export the file again.") from error
    if tree.getroottree().docinfo.doctype:
        raise MethodError(
            f"{path.name}: the XML defines a document type of its own; REFI-QDA has none. It is not read."
        )
    name = etree.QName(tree).localname
    if name != root:
        kinds = {"Project": "a REFI-QDA project (.qdpx)", "CodeBook": "a REFI-QDA codebook (.qdc)"}
        raise MethodError(f"{path.name}: this is {kinds.get(name, f'XML of {name!r}')}; expected {kinds[root]}.")
    return tree


def counts(tree: Any) -> dict[str, int]:
    """Return how often each kind of element stands in a tree."""
    found: dict[str, int] = {}
    for element in tree.iter():
        name = element.tag.rpartition("}")[2]
        found[name] = found.get(name, 0) + 1
    return found


def model_of(tree: Any, name: str, namespace: str, path: Path) -> Any:
    """Return a tree as a model of ``pyrefiqda``, without the parts that are not read."""
    for element in list(tree.iter()):
        local = element.tag.rpartition("}")[2]
        # Some programs write a codebook with the namespace of projects, or with none.
        element.tag = f"{{{namespace}}}{local}"
        for time in _TIMES:
            element.attrib.pop(time, None)
        if local in _NOT_READ and element.getparent() is not None:
            element.getparent().remove(element)
    # Late: heavy, and needed for files only.
    bindings = library("xsdata_pydantic.bindings")
    config = library("xsdata.formats.dataclass.parsers.config").ParserConfig(
        fail_on_unknown_properties=False, fail_on_converter_warnings=True
    )
    errors = library("xsdata.exceptions")
    try:
        return bindings.XmlParser(config=config).parse(tree, getattr(library("pyrefiqda.models"), name))
    except (errors.ParserError, errors.ConverterError, errors.ConverterWarning, ValueError, TypeError) as error:
        says = " ".join(str(error).split())[:200]
        raise MethodError(f"{path.name}: the file breaks the format ({says}). Export it again.") from error
