"""Mutants: files changed by what is known of their formats. Each follows from a seed number and its own number."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from atelier.content.source import BODY_LIMIT, FRONT_MATTER_LIMIT, SYNONYMS, TABLE
from atelier.model.fields import Field, Group
from atelier.model.kinds import OURS
from atelier.model.records import BY_COLLECTION, RECORDS
from tests.fixtures.issues import GOOD, rendered
from tests.fuzz import seeds


class Mutant(NamedTuple):
    """A changed file, and those that it needs beside it.

    Attributes:
        number: which one.
        path: of the changed file, from the root.
        files: the bytes of each file, by its path from the root.

    """

    number: int
    path: str
    files: dict[str, bytes]


WEIGHTS = {"initiatives": 10, "festivals": 3, "partners": 2, "questions": 2, "pillars": 1, "funds": 2} | {
    "table": 2,
    "image": 2,
    "synonyms": 1,
    "settings": 2,
    "issue": 1,
}
"""How often each kind of file is changed. A kind of record that is not named is changed as often as a table."""
KINDS = {**{kind.collection: 2 for kind in RECORDS}, **WEIGHTS}


def mutant(seed: int, number: int) -> Mutant:
    """The mutant with a number."""
    random = Random(f"{seed}:{number}")
    (kind,) = random.choices(list(KINDS), list(KINDS.values()))
    if kind in BY_COLLECTION:
        path = f"{BY_COLLECTION[kind].folder}/m{number}.md"
        return Mutant(number, path, {path: _record(random, kind, number)})
    return OTHERS[kind](random, number)


def _table(random: Random, number: int) -> Mutant:
    path = f"docs/festivals/m{number}"
    data = random.choice(seeds.tables())
    changed = _changed(random, data, (*TEXT, *CELLS), BYTES)
    return Mutant(
        number, path + TABLE, {f"{path}.md": seeds.own(seeds.FESTIVAL, number), path + TABLE: changed}
    )


def _image(random: Random, number: int) -> Mutant:
    name = f"m{number}.{random.choice(('png', 'jpg', 'webp'))}"
    _, data = random.choice(seeds.records()["initiatives"][:3])
    text = seeds.own(data, number).decode()
    text = re.sub(r"^image:\n(?:  .*\n)+", "", text, flags=re.MULTILINE)
    text = text.replace("\nadded:", f"\nimage:\n  file: {name}\n  alt: Iets te zien\nadded:", 1)
    image = _changed(random, random.choice(seeds.images()), (), BYTES, most=6)
    path = f"initiatives/m{number}.md"
    return Mutant(number, f"initiatives/{name}", {path: text.encode(), f"initiatives/{name}": image})


def _synonyms(random: Random, number: int) -> Mutant:
    data = _changed(random, random.choice(seeds.synonyms()), (*TEXT, *LINES), BYTES)
    return Mutant(number, SYNONYMS, {SYNONYMS: data})


def _settings(random: Random, number: int) -> Mutant:
    data = _changed(random, random.choice(seeds.settings()), (*TEXT, *LINES), BYTES)
    return Mutant(number, seeds.SETTINGS, {seeds.SETTINGS: data})


def _issue(random: Random, number: int) -> Mutant:
    """The text of an issue: answers to the form, each of which may be anything."""
    given: dict[str, str | Sequence[str]] = {**GOOD}
    for _ in range(random.randint(1, 4)):
        key = random.choice([key for key, value in given.items() if isinstance(value, str)])
        given[key] = _value(random) if random.random() < 0.5 else _markdown(random)
    text = _changed(random, rendered(given).encode("utf-8", "replace"), TEXT, most=1)
    return Mutant(number, seeds.ISSUE, {seeds.ISSUE: text})


OTHERS: dict[str, Callable[[Random, int], Mutant]] = {
    "table": _table,
    "image": _image,
    "synonyms": _synonyms,
    "settings": _settings,
    "issue": _issue,
}


def _record(random: Random, collection: str, number: int) -> bytes:
    """A record of a kind with changes, most often in its text: those files are often accepted."""
    known = seeds.records()[collection]
    # The first fit in the small site, so that what is made of them is often shown.
    _, data = random.choice(known[:3] if random.random() < 0.7 else known)
    data = seeds.own(data, number)
    way = random.random()
    if way < 0.25:
        return _typed(random, data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    if way < 0.6:
        text = data.decode("utf-8", "surrogateescape")
        head, closing, body = text.rpartition("\n---")
        body = random.choice(seeds.bodies()) if random.random() < 0.3 else body
        for _ in range(random.randint(1, 4)):
            body = random.choice(MARKDOWN)(random, body)
        data = f"{head}{closing}\n{body}".encode("utf-8", "surrogatepass")
        return data if random.random() < 0.8 else _changed(random, data, TEXT, most=1)
    if way < 0.85:
        return _changed(random, data, (*LINES, lambda r, text: _field(r, text, OURS.shapes[collection])))
    return _changed(random, data, (*TEXT, *LINES, *MARKDOWN), BYTES)


def _size(random: Random, sizes: Sequence[int], most: int) -> int:
    """One of some sizes; now and then the largest, which takes the most time."""
    return most if random.random() < 0.08 else random.choice(sizes)


Change = Callable[[Random, str], str]
ByteChange = Callable[[Random, bytes], bytes]


def _changed(
    random: Random,
    data: bytes,
    texts: Sequence[Change],
    others: Sequence[ByteChange] = (),
    *,
    most: int = 4,
) -> bytes:
    """The bytes of a file with one to ``most`` changes, of its text or of its bytes."""
    for _ in range(random.randint(1, most)):
        number = random.randrange(len(texts) + len(others))
        if number < len(texts):
            text = texts[number](random, data.decode("utf-8", "surrogateescape"))
            data = text.encode("utf-8", "surrogateescape" if _fits(text) else "replace")
        else:
            data = others[number - len(texts)](random, data)
    return data


def _fits(text: str) -> bool:
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


# Bytes


def _flipped(random: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 8)):
        if changed:
            changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _inserted(random: Random, data: bytes) -> bytes:
    at = random.randint(0, len(data))
    piece = (
        random.choice(
            (
                b"\0",
                b"\xff",
                b"\xfe\xff",
                b"\xef\xbb\xbf",
                b"\xed\xa0\x80",
                b"\xc3",
                b"\r",
                b"\n",
                b"\xff\xd8\xff",
                b"\xff\xda",
            )
        )
        if random.random() < 0.7
        else random.randbytes(random.randint(1, 40))
    )
    return data[:at] + piece * _size(random, (1, 1, 2), 200) + data[at:]


def _cut_out(random: Random, data: bytes) -> bytes:
    start, end = sorted((random.randint(0, len(data)), random.randint(0, len(data))))
    return data[:start] + data[min(end, start + random.choice((1, 4, 40, 4000))) :]


def _doubled(random: Random, data: bytes) -> bytes:
    start = random.randint(0, len(data))
    end = start + random.choice((1, 8, 100, 2000))
    return data[:end] + data[start:end] * random.choice((1, 1, 3, 50)) + data[end:]


def _ended(random: Random, data: bytes) -> bytes:
    return data[: random.randint(0, len(data))]


def _recoded(random: Random, data: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(random.choice(("utf-16", "utf-16-le", "utf-8-sig", "cp1252", "utf-32")), "replace")


def _number_changed(random: Random, data: bytes) -> bytes:
    """Four bytes that may be a length or a size, made very small or large."""
    at = random.randint(0, max(0, min(len(data), 400) - 4))
    number = random.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000, 0xFFFF, random.getrandbits(32)))
    return data[:at] + number.to_bytes(4, random.choice(("big", "little"))) + data[at + 4 :]


BYTES: tuple[ByteChange, ...] = (
    _flipped,
    _inserted,
    _cut_out,
    _doubled,
    _ended,
    _recoded,
    _number_changed,
)


# Text

FORBIDDEN = [
    *"\0\x01\x02\x03\x07\x08\t\x0b\x0c\x1b\x7f\x80\x85\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029",
    *"\u202a\u202e\u2066\u2069\u061c\u115f\u1680\u2003\u2060\u3000\ufe0f\ufeff\ufffc\ufffd\ufffe\uffff",
    "\ud800",
    "\udfff",
]
ALLOWED = [
    "\u00ad",
    "\u200c\u200d",
    "\u200e\u200f\u061c",
    "\u3000\ufe0f",
    "C++",
    "#1",
    "½",
    "a" * 70,
    "a\u0300\u0301\u0302" * 5,
    "\u05d0\u05d1\u0661\u0662",
    "\U0001f3f4\U000e0067\U000e007f",
    "\U0001f468\u200d\U0001f469",
    "ǅİıßſﬁＡ①½",
    "İ" * 40,
    "\U0010ffff",
    "<",
    ">",
    "&",
    '"',
    "'",
    "`",
    "\\",
    "{{",
    "{%",
    "%s",
    "%(x)s",
    "atelier-slot-content-7f3a91",
    "]]>",
    "-->",
    "<!--",
    "</script>",
    "&lt;",
    "&#x3c;",
    "&#0;",
    "&#xd800;",
    "&#x202e;",
]


def _strange(random: Random, text: str) -> str:
    for _ in range(random.choice((1, 1, 2, 6))):
        at = random.randint(0, len(text))
        known = ALLOWED if random.random() < 0.8 else FORBIDDEN
        text = text[:at] + random.choice(known) * random.choice((1, 1, 1, 3)) + text[at:]
    return text


def _line_ends(random: Random, text: str) -> str:
    end = random.choice(("\r\n", "\r", "\n\r", "\r\r\n", "\n\n", "\u2028", "\x85"))
    if random.random() < 0.5:
        return text.replace("\n", end)
    at = random.randint(0, len(text))
    return text[:at] + text[at:].replace("\n", end, 1)


def _hostile_put_in(random: Random, text: str) -> str:
    at = random.randint(0, len(text))
    return text[:at] + random.choice(HOSTILE) + text[at:]


HOSTILE = (
    "<script>alert(1337)</script>",
    "<img src=x onerror=alert(1337)>",
    "<svg><script>alert(1337)</script></svg>",
    "<svg/onload=alert(1337)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1337)></style></table></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1337)>'>",
    "<iframe srcdoc='<script>alert(1337)</script>'></iframe>",
    "<form action=//evil.example><button formaction=javascript:alert(1337)>x</button></form>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1337)'>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{background:url(//evil.example)}</style>",
    "<a href=javascript:alert(1337)>x</a>",
    "<a href='data:text/html,<script>alert(1337)</script>'>x</a>",
    "<object data=//evil.example></object><embed src=//evil.example>",
    "<template><script>alert(1337)</script></template>",
    "<details open ontoggle=alert(1337)>",
    "<textarea></textarea><title></title><xmp></xmp><plaintext>",
    "<![CDATA[<script>alert(1337)</script>]]>",
    "<?php echo 1 ?>",
    "<!doctype html><!-- --!><script>alert(1337)</script> -->",
    "\"'><script>alert(1337)</script>",
    "'-alert(1337)-'",
    "</textarea></title></style></script><script>alert(1337)</script>",
    "${alert(1337)}{{constructor.constructor('alert(1337)')()}}{% include '/etc/passwd' %}",
    "[x](javascript:alert(1337))",
    "[x](JaVaScRiPt&colon;alert(1337))",
    "[x](java&Tab;script:alert(1337))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.example) [y](\\\\evil.example) [z](/\\evil.example) [q](///evil.example)",
    "![x](https://evil.example/x.png) ![y](data:image/svg+xml,<svg/onload=alert(1337)>)",
    "[x]: javascript:alert(1337)\n\n[x]",
    '<javascript:alert(1337)> <https://evil.example/"onmouseover=alert(1337)>',
    'https://evil.example/"onmouseover="alert(1337) www.evil.example/<script>',
    "mailto:x@evil.example?bcc=y@evil.example x@evil.example",
    "::error file=x::alert",
    "::set-output name=x::y",
    "@everyone #1 GH-1 https://github.com/x/y/issues/1 fixes #1",
    '=HYPERLINK("https://evil.example","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\x1b[31mrood\x1b]8;;https://evil.example\x07x",
    '{"@context":"x"}</script><script>alert(1337)</script>',
    "+1\t-1\r\n=1",
    "[^1] [^1]: <script>alert(1337)</script>",
    "atelier-slot-head-7f3a91 atelier-slot-title-7f3a91",
)
TEXT: tuple[Change, ...] = (_strange, _strange, _line_ends, _hostile_put_in)


# Front matter: texts that are what somebody could type

TEXT_VALUE = re.compile(
    r"^( *(?:- )?(?:title|summary|name|role|alt|credit|note|time|adaptation|stopped_because|venue|room|text|"
    r"granter|place)?:? ?(?:- )?)(?=[A-Za-zÀ-ÿ'\"“])([^:\n]*)$",
    re.MULTILINE,
)


def _typed(random: Random, text: str) -> str:
    """A record with other texts in it: what the rules allow must come out as it was typed."""
    head, sign, body = text.rpartition("\n---")
    for _ in range(random.randint(1, 3)):
        places = list(TEXT_VALUE.finditer(head))
        if places:
            match = random.choice(places)
            other = random.choice(
                (*HOSTILE, *ALLOWED, *ALLOWED, match[2].strip("'") + random.choice(ALLOWED))
            )
            value = "'" + " ".join(other.replace("'", "''").split("\n")) + "'"
            head = head[: match.start()] + match[1] + value + head[match.end() :]
    if random.random() < 0.3:
        head += f"\ntags:\n  - '{random.choice(ALLOWED)}'\n  - {random.choice(VALUES)}" * (
            "\ntags:" not in head
        )
    return f"{head}{sign}{body}"


# Front matter: lines of YAML

VALUES = (
    *(
        "",
        "~",
        "null",
        "no",
        "yes",
        "true",
        "0",
        "-1",
        "0123",
        "1e3",
        "0x1F",
        ".inf",
        ".nan",
        "12:30",
        "p.m.",
    ),
    *(
        "65.000",
        "€ 1.250,50",
        "99999999999999999999",
        "1" * 400,
        "2026-02-30",
        "0000-00-00",
        "9999-12-31",
        "2026-13",
    ),
    *(
        "[",
        "]",
        "{",
        "}",
        "[[[[[[[[[[x]]]]]]]]]]",
        "{a: {b: {c: {d: {e: {f: {g: h}}}}}}}",
        "[a, {b: [c]}]",
        "[]",
        "{}",
    ),
    *(
        "&a x",
        "*a",
        "!!python/object:os.system x",
        "!!binary aGFsbG8=",
        "!x y",
        "<<: *a",
        "? x",
        "|",
        ">-",
        "|+9",
    ),
    *(
        "'",
        '"',
        "'x",
        '"x',
        "“x”",
        "’s middags",
        "x # y",
        "x: y",
        "x:y",
        "- x",
        "@x",
        "`x`",
        "%x",
        "x\ty",
        "\\",
    ),
    *('"\\x00"', '"\\u202E"', '"\\ud800"', '"\\U0010FFFF"', '"\\n\\r\\t"', '"\\q"', '"a\\', "'it''s'"),
    *(
        "https://evil.example",
        "HTTP://ÉVIL.example:99999/x",
        "https://u:p@evil.example",
        "https://x.example/a b",
    ),
    *("http://[::1]/", "https://x.example/" + "a" * 3000, "https://xn--a.example", "javascript:alert(1337)"),
    *(
        "x@evil.example",
        "x@evil.example?bcc=y",
        '"x y"@evil.example',
        "+31 (0)50-123 45 67",
        "1" * 26,
        "tel:1",
    ),
    *(
        "../../../etc/passwd",
        "robots.png",
        "CON.png",
        ".png",
        "a/b.png",
        "x.svg",
        "robots-in-de-klas",
        "oud-plan",
    ),
    *(
        "Alfa-college",
        "alfa-college, De Brug",
        "gemeente-groningen en De Brug",
        "proefpot",
        "digitale-geletterdheid",
    ),
    *(
        "x" * 160,
        "x" * 161,
        "x" * 300,
        "x" * 301,
        "é" * 500,
        "woord " * 600,
        "İ" * 300,
        "#",
        "…",
        "C++",
        "½",
        "12",
    ),
    *(
        "index",
        "page",
        "po",
        "PO",
        "po, vo",
        "groep 7",
        "10-12",
        "12-10",
        "van 10 tot 12",
        "2025-09 - 2026-01",
    ),
)


def _value(random: Random) -> str:
    way = random.random()
    if way < 0.7:
        return random.choice(VALUES)
    if way < 0.85:
        return random.choice(HOSTILE)
    return "'" + random.choice(HOSTILE).replace("'", "''").replace("\n", " ") + "'"


def _lines_of(text: str) -> tuple[list[str], int]:
    """The lines of a file, and on which its front matter ends."""
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), len(lines))
    return lines, max(end, 1)


def _other_value(random: Random, text: str) -> str:
    lines, end = _lines_of(text)
    at = random.randrange(end)
    match = re.match(r"( *(?:- )*[\w-]+:|(?: *- )+)", lines[at])
    if match:
        lines[at] = f"{match[0].rstrip()} {_value(random)}"
    return "\n".join(lines)


def _other_lines(random: Random, text: str) -> str:
    lines, end = _lines_of(text)
    at, other = random.randrange(end), random.randrange(end)
    way = random.randrange(8)
    if way == 0:
        lines.insert(at, lines[other])
    elif way == 1:
        del lines[at]
    elif way == 2:
        lines[at] = random.choice((" ", "  ", "    ", "\t", "\u00a0", "- ", "    " * 40)) + lines[at]
    elif way == 3:
        lines[at] = lines[at].lstrip()
    elif way == 4:
        lines[at], lines[other] = lines[other], lines[at]
    elif way == 5:
        lines.insert(
            at, random.choice(("---", "...", "--", "# x", "", "%YAML 1.1", "- x", "x", "x:", "? x", "--- |"))
        )
    elif way == 6:
        lines[at] = lines[at].replace(
            ": ", random.choice((":", ": &a ", ": *a", ": !!str ", ": |\n  ", ": [", ": {"))
        )
    else:
        lines[at] = lines[at].rstrip() + random.choice(
            (" # x", "#x", ":", " :", " ]", " }", "'", '"', "\\", "  ", "\t")
        )
    return "\n".join(lines)


def _deep(random: Random, text: str) -> str:
    lines, end = _lines_of(text)
    depth = _size(random, (3, 5, 6, 7, 31, 33), 2000)
    opening, closing = random.choice((("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("[{a: ", "}]")))
    lines.insert(min(end, len(lines)), f"x: {opening * depth}x{closing * depth}")
    return "\n".join(lines)


def _many(random: Random, text: str) -> str:
    """A list or a group with very many items or fields."""
    lines, end = _lines_of(text)
    count = _size(random, (3, 30, 100), 1200)
    at = random.randrange(end)
    item = random.choice(("  - x{n}", "k{n}: v", "  - {n}", "  k{n}: v", "  - title: x{n}", "x: &a{n} *a"))
    lines[at + 1 : at + 1] = [item.replace("{n}", str(n)) for n in range(count)]
    return "\n".join(lines)


def _sized(random: Random, text: str) -> str:
    """Front matter of exactly its limit, or a byte less or more."""
    head, sign, rest = text.partition("\n---")
    goal = _size(random, (1000, 4000), FRONT_MATTER_LIMIT + random.choice((-1, -1, 0, 0, 1, 40_000)))
    room = goal - len(head.encode("utf-8", "replace"))
    return f"{head}\n#{'x' * max(0, room)}{sign}{rest}" if sign else text


LINES: tuple[Change, ...] = (_other_value, _other_value, _other_lines, _other_lines, _deep, _many, _sized)


def _field(random: Random, text: str, shape: Group) -> str:
    """A field of the model with a value of another kind than it should have."""
    lines, end = _lines_of(text)
    key = random.choice(list(shape.fields))
    at = next((n for n, line in enumerate(lines[:end]) if line.startswith(f"{key}:")), None)
    if at is not None:
        last = at + 1
        while last < end and lines[last].startswith((" ", "-")):
            last += 1
        del lines[at:last]
        end = at
    written = _odd(random, shape.fields[key], 0)
    lines[end:end] = [f"{key}:{written[0]}", *written[1:]]
    return "\n".join(lines)


def _odd(random: Random, field: Field, indent: int) -> list[str]:
    """A value for a field, the first line of which stands behind its colon: good in parts, or not at all."""
    way = random.random()
    pad = " " * (indent + 2)
    if way < 0.2:
        return [f" {_value(random)}"]
    if way < 0.3:
        return ["", *(f"{pad}- {_value(random)}" for _ in range(random.choice((0, 1, 2, 40))))]
    if field.group is None:
        example = field.example if random.random() < 0.6 else _value(random)
        return ["", f"{pad}- {example}"] if field.many else [f" {example}"]
    found = [""]
    for _ in range(random.choice((1, 1, 2)) if field.many else 1):
        first = "- " if field.many else ""
        deeper = len(pad) + len(first)
        inner = [key for key in field.group.fields if random.random() < 0.7] or [
            next(iter(field.group.fields))
        ]
        for key in inner:
            written = _odd(random, field.group.fields[key], deeper)
            found += [f"{pad}{first}{key}:{written[0]}", *written[1:]]
            first = " " * len(first)
    return found


# Markdown


def _markdown(random: Random, depth: int = 0) -> str:
    """A construct of Markdown, in others."""
    if depth > 3 or random.random() < 0.3:
        return random.choice((*HOSTILE, *WORDS))
    inner = _markdown(random, depth + 1)
    return random.choice(CONSTRUCTS).replace("{}", inner).replace("{0}", random.choice(WORDS))


WORDS = (
    "tekst",
    "robots",
    "*",
    "_x_",
    "**",
    "`",
    "[",
    "]",
    "(",
    "!",
    "<b>",
    "&amp;",
    "\\",
    "www.x.example",
    "1.",
    "#",
)
CONSTRUCTS = (
    "> {}",
    "- {}",
    "1. {}",
    "007) {}",
    "- [x] {}",
    "- [ ] {}\n  - {0}",
    "# {}",
    "{}\n===",
    "{}\n---",
    "###### {} ######",
    "    {}",
    "```{0} x\n{}\n```",
    "~~~\n{}\n~~~",
    "```\n{}",
    "`` {} ``",
    "**{}**",
    "*{}*",
    "~~{}~~",
    "[{}](https://x.example/{0})",
    "[{}](robots-in-de-klas.md#{0})",
    "[{}](#{0})",
    '[{0}](https://x.example "{}")',
    "[{}][a]\n\n[a]: https://x.example/{0} '{0}'",
    "[{}]: https://x.example",
    "![{}](robots.png)",
    '![{0}](robots.png "{}")',
    "{}[^n]\n\n[^n]: {0}",
    "{0}[^n]\n\n[^n]: {}",
    "[^{0}]: {}",
    "[^{}]",
    "|{0}|{0}|\n|:-|-:|\n|{}|{0}|",
    "| a |\n|---|\n| {} |",
    "<b>{}</b>",
    "<div>{}",
    "<p align=center title='{0}'>{}</p>",
    "<a id={0} name={0}>{}</a>",
    "<!-- {} -->",
    "<{}>",
    "&lt;{}&gt;",
    "{}  \n{0}\\\n{}",
    "***\n{}",
    "{0}\n{}\n",
    "https://x.example/{}",
    "<https://x.example/{0}> {}",
)


def _construct_put_in(random: Random, text: str) -> str:
    pieces = [_markdown(random) for _ in range(random.randint(1, 4))]
    lines = text.split("\n")
    at = random.randint(0, len(lines))
    lines[at:at] = ["", *"\n\n".join(pieces).split("\n"), ""]
    return "\n".join(lines)


def _nested(random: Random, text: str) -> str:
    sign = random.choice(
        ("> ", "- ", "1. ", ">", "> - ", "[", "![", "*a ", "_", "~~", "`", "<b>", "<div>", "(", "\\", "|")
    )
    count = _size(random, (3, 19, 20, 21, 100), BODY_LIMIT // len(sign))
    return f"{text}\n\n{sign * count}x"


def _body_sized(random: Random, text: str) -> str:
    goal = _size(random, (100, 1000, 4000), BODY_LIMIT + random.choice((-1, -1, 0, 0, 1, 40_000)))
    line = random.choice(
        ("woord ", "é", "\n", "[a](b)", "- x\n", "|", "a\u0301", "&", "<", "<b>", "x", "#", "# x\n")
    )
    room = max(0, goal - len(text.encode("utf-8", "replace")) - 1)
    return text + line * (room // len(line.encode()))


def _repeated(random: Random, text: str) -> str:
    return text + "\n\n" + "\n".join([_markdown(random)] * _size(random, (2, 4, 10, 40), 600))


def _shuffled(random: Random, text: str) -> str:
    lines = text.split("\n")
    for _ in range(3):
        lines.insert(random.randint(0, len(lines)), random.choice(random.choice(seeds.bodies()).split("\n")))
    return "\n".join(lines)


MARKDOWN: tuple[Change, ...] = (
    _construct_put_in,
    _construct_put_in,
    _construct_put_in,
    _construct_put_in,
    _nested,
    _body_sized,
    _repeated,
    _shuffled,
    _strange,
    _hostile_put_in,
)


# Tables


def _cells(random: Random, text: str) -> str:
    rows = text.split("\n")
    at = random.randrange(len(rows))
    sign = max(";,\t", key=rows[at].count)
    row = rows[at].split(sign)
    row[random.randrange(len(row))] = random.choice(
        (
            _value(random),
            f'"{_value(random)}"',
            '"',
            '""',
            '"x"y',
            'x"y',
            f'"a\n{random.choice(HOSTILE)}"',
            "day",
            "Dag",
        )
    )
    rows[at] = random.choice((sign, sign, sign, ";", ",", "\t", "|")).join(row)
    return "\n".join(rows)


def _rows(random: Random, text: str) -> str:
    rows = text.split("\n")
    row = random.choice(rows)
    return text + "\n".join([row] * _size(random, (2, 20, 60), random.choice((1998, 2001))))


def _separator_named(random: Random, text: str) -> str:
    return f"sep={random.choice((';', ',', '', '|', 'x', 'ab', chr(34), '[', chr(10)))}\n{text}"


CELLS: tuple[Change, ...] = (_cells, _cells, _cells, _rows, _separator_named)
