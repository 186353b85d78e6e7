"""What arrives in a mailbox becomes a submission: a mail, or the file that the form gave.

It is by anybody and may hold anything. So what it may take of memory is known before it is parsed, nothing of
it is written to a disk, and whatever is in it, the answer is a submission or one sentence. Who sent it is not
looked at.
"""

from __future__ import annotations

import email
import hashlib
import html
import io
import itertools
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from gettext import NullTranslations
from pathlib import Path

import nh3

from atelier.content.former import fields_of
from atelier.content.front_matter import read_front_matter
from atelier.content.source import READ_LIMIT, SourceFile
from atelier.contribute.new_files import free_path
from atelier.contribute.site_issue import blocks
from atelier.contribute.submission import BY_KIND, CHANGED, MOST, NotTakenError, Submission, words_of
from atelier.i18n.translation import N_
from atelier.images.header import BYTE_LIMIT
from atelier.model.records import kind_of
from atelier.model.slug import IMAGE_NAME, SLUG, full_slug

LIMIT = 24 * 1024 * 1024
"""The most bytes that are read: a picture of 8 MB in a mail takes 11."""
LINES = 300_000
"""The most lines of a mail: a picture of 8 MB takes 150,000."""
EDGES = 200
"""The most lines of a mail that may begin a part."""
DEEPEST = 30
"""The most mails in mails; each forwarding is one."""
TABLE_OF_ZIP = 64 * 1024
"""The most bytes of the list of files in a ZIP file: each file takes some hundred."""
END_OF_ZIP, END_OF_BIG_ZIP = b"PK\x05\x06", b"PK\x06\x07"

CONFIRMED = re.compile(r"last_confirmed: (\d{4}-\d{2}-\d{2})")
"""All that somebody sends to say that a record is still true, below its path."""

TAGS = 20_000
"""The most tags of a text in HTML; a long mail of Outlook has two thousand."""
BLOCKS = frozenset("address blockquote div h1 h2 h3 h4 h5 h6 li ol p pre table td tr ul".split())
UNSEEN = {"style", "script", "title"}

UNREADABLE = N_("This cannot be read as a mail or as a file of the form.")
TOO_BIG = N_("This is larger than what the form makes.")
NOTHING = N_("There is no file of the form in it.")


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent, as it came.

    Attributes:
        files: the text of each file, by its path.
        pictures: the bytes of each picture, by its path.
        confirmed: the day on which a record is still true, by its path.

    """

    files: Mapping[str, str]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    confirmed: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Tells it from all others: the same content has the same, in whichever mail it came."""
        hashed = hashlib.sha256()
        said = {**self.files, **self.confirmed}
        contents = {path: text.encode("utf-8", "replace") for path, text in said.items()}
        for path, content in sorted({**contents, **self.pictures}.items()):
            hashed.update(f"{path}\0{len(content)}\0".encode("utf-8", "replace") + content)
        return hashed.hexdigest()[:16]


def sent_in(data: bytes, name: str, texts: NullTranslations) -> Sent:
    """What was sent in a mail or a file of the form called ``name``, which may be empty.

    Raises NotTakenError.
    """
    if len(data) > LIMIT:
        raise NotTakenError(texts.gettext(TOO_BIG))
    try:
        if data.startswith(b"PK"):
            sent = _in_zip(data)
        elif data.removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
            sent = _in_file(name, _text(data))
        else:
            sent = _in_mail(data)
    except _TooBigError as error:
        raise NotTakenError(texts.gettext(TOO_BIG)) from error
    except (ValueError, LookupError, RecursionError, EOFError, RuntimeError, OSError, *ZIP_ERRORS) as error:
        # What a library makes of a damaged mail or archive.
        raise NotTakenError(texts.gettext(UNREADABLE)) from error
    if not sent.files and not sent.confirmed:
        raise NotTakenError(texts.gettext(NOTHING))
    return sent


def submission_of(sent: Sent, root: Path) -> Submission:
    """What was sent as a submission to the catalogue in ``root``.

    A file is a change where one of its path keeps most of its lines; else it is new, and gets a path of its
    own. Raises OSError if a file of the catalogue cannot be read.
    """
    files, changes = {}, False
    for path, text in sent.files.items():
        there = _there(root, path)
        if there is not None and not _keeps(there, text):
            folder, _, name = path.rpartition("/")
            path, there = free_path(root, folder, name.removesuffix(".md")), None
        files[path] = text
        changes = changes or there is not None
    for path, day in sent.confirmed.items():
        there = _there(root, path)
        if there is not None:
            files[path], changes = _confirmed(there, day), True
    return Submission(files, sent.pictures, changes)


class _TooBigError(Exception):
    """More than a form makes."""


ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError)


# The file that the form gives


def _in_file(name: str, text: str) -> Sent:
    """What is sent in one file: its fields say of which kind it is, and its name where it goes."""
    named = {form.kind: fields_of(form.kind, text).get(form.kind.called_by) for form in BY_KIND.values()}
    kind = next((kind for kind, name in named.items() if name is not None), None)
    if kind is None:
        return Sent({})
    # A browser puts a number behind the name of what was downloaded before.
    slug = re.sub(r" ?\(\d+\)$", "", Path(name).name.removesuffix(".md"))
    if not SLUG.fullmatch(slug):
        slug = full_slug(words_of(str(named[kind])))
    return Sent({f"{kind.folder}/{slug or 'x'}.md": text})


def _in_zip(data: bytes) -> Sent:
    """What is sent in the archive that the form gives."""
    at = data.rfind(END_OF_ZIP)
    (size,) = struct.unpack_from("<L", data, at + 12) if at >= 0 else (0,)
    if size > TABLE_OF_ZIP or END_OF_BIG_ZIP in data[max(0, at - 20) : at]:
        raise _TooBigError
    files, pictures = {}, {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        # A Mac adds files of its own.
        infos = [i for i in archive.infolist() if not i.is_dir() and not i.filename.startswith("__MACOSX/")]
        if len(infos) > MOST:
            raise _TooBigError
        for info in infos:
            is_text = info.filename.endswith(".md")
            limit = READ_LIMIT if is_text else BYTE_LIMIT
            with archive.open(info) as opened:
                content = opened.read(limit + 1)
            if len(content) > limit:
                raise _TooBigError
            if is_text:
                files[info.filename] = _text(content)
            else:
                pictures[info.filename] = content
    return Sent(files, pictures)


# A mail


def _in_mail(data: bytes) -> Sent:
    """What is sent in a mail: in an attachment, or else in its text. A mail in a mail is looked into."""
    if data.count(b"\n") + data.count(b"\r") > 2 * LINES or len(re.findall(rb"(?m)^--", data)) > EDGES:
        raise _TooBigError
    mail = email.message_from_bytes(data)
    texts: list[str] = []
    attached: dict[str, bytes] = {}
    for part in _parts(mail):
        name, kind = part.get_filename(), part.get_content_type()
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        if name and name.endswith(".zip"):
            return _in_zip(content)
        if name:
            attached.setdefault(Path(name.replace("\\", "/")).name, content)
        elif kind == "text/plain":
            texts.append(_plain(_text(content, part), part))
        elif kind == "text/html":
            texts.append(_lines_of(_text(content, part)))
    written = next((name for name in attached if name.endswith(".md")), None)
    if written:
        return _with_pictures(_in_file(written, _text(attached[written])), attached)
    found = [sent for text in texts for sent in [_in_text(text)] if sent.files or sent.confirmed]
    # A mail program breaks long lines of a plain text; the same text as HTML is then whole.
    return _with_pictures(min(found, key=_faults, default=Sent({})), attached)


def _parts(mail: Message, depth: int = 0) -> Iterator[Message]:
    """The parts of a mail that have no parts themselves."""
    if depth > DEEPEST:
        raise _TooBigError
    payload = mail.get_payload()
    if not isinstance(payload, list):
        yield mail
        return
    for part in payload:
        if isinstance(part, Message):
            yield from _parts(part, depth + 1)


def _text(content: bytes, part: Message | None = None) -> str:
    """Bytes as text, in the encoding that a part names; what is wrong in it is replaced."""
    charset = (part.get_content_charset() if part else None) or "utf-8-sig"
    try:
        text = content.decode(charset, "replace")
    except (LookupError, UnicodeError, ValueError):
        text = content.decode("utf-8", "replace")
    return text.replace("\r\n", "\n")


def _plain(text: str, part: Message) -> str:
    """A plain text with the lines as they were written: RFC 3676, sections 4.2 and 4.4."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    together = str(part.get_param("delsp", "")).lower() == "yes"
    lines: list[str] = []
    flows = False
    for line in text.split("\n"):
        line = line.removeprefix(" ")
        here = line.endswith(" ") and line != "-- "
        shown = line[:-1] if here and together else line
        if flows:
            lines[-1] += shown
        else:
            lines.append(shown)
        flows = here
    return "\n".join(lines)


def _lines_of(text: str) -> str:
    """The text of a page of HTML, with its lines as a browser shows them."""
    if text.count("<") > TAGS:
        return ""
    tags = {*BLOCKS, "br"}
    known = nh3.clean(text, tags=tags, attributes={}, clean_content_tags=UNSEEN, link_rel=None)
    # A line end in HTML is a space, but not one that does not break.
    known = re.sub(r"[ \t\r\n\f]+", " ", known)
    known = re.sub(r" ?<br> ?", "\n", known)
    known = re.sub(r"(?: ?</?(?!br)[a-z0-9]+> ?)+", "\r", known)
    # Where a block ends after a line that has ended already, no other line begins.
    known = re.sub(r"\n?\r", "\n", known).removeprefix("\n")
    lines = html.unescape(known).replace("\xa0", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines)


def _in_text(text: str) -> Sent:
    """What is sent in the text of a mail, also of one that was quoted to forward it."""
    lines = text.split("\n")
    for written in (lines, [re.sub(r"^> ?", "", line) for line in lines]):
        files = dict(blocks([line.rstrip() for line in written], CHANGED))
        if files:
            return Sent(files)
        confirmed = {
            path.strip(): found[1]
            for path, line in itertools.pairwise(written)
            if (found := CONFIRMED.fullmatch(line.strip())) and kind_of(path.strip()) in BY_KIND
        }
        if confirmed:
            return Sent({}, confirmed=confirmed)
    return Sent({})


def _with_pictures(sent: Sent, attached: Mapping[str, bytes]) -> Sent:
    """What is sent, with the pictures beside it that its files name; others are of the sender's signature."""
    pictures = {
        f"{path.rpartition('/')[0]}/{name}": content
        for path, text in sent.files.items()
        for name, content in attached.items()
        if IMAGE_NAME.fullmatch(name) and name in text
    }
    return Sent(sent.files, pictures, sent.confirmed)


def _faults(sent: Sent) -> int:
    """How many problems the front matter of the files has."""
    return sum(len(read_front_matter(SourceFile("", "", text))[1]) for text in sent.files.values())


# What is there already


def _there(root: Path, path: str) -> str | None:
    """The text of a file of a record; None if there is none, or it is not one that may be changed."""
    if kind_of(path) not in CHANGED or ".." in path or not (root / path).is_file():
        return None
    return (root / path).read_bytes()[: READ_LIMIT + 1].decode("utf-8", "replace")


def _keeps(before: str, after: str) -> bool:
    """Whether a text keeps at least half of the lines of another that say something."""
    told = {line for line in before.splitlines() if len(line) > len("status: idea")}
    return 2 * len(told & {*after.splitlines()}) >= len(told)


def _confirmed(text: str, day: str) -> str:
    """The text of a record with another day on which it was still true."""
    line = f"last_confirmed: {day}"
    changed, count = re.subn(r"(?m)^last_confirmed:[^\r\n]*", line, text, count=1)
    return changed if count else re.sub(r"(?m)(?<=\n)(---\r?)$", rf"{line}\n\1", text, count=1)
