"""What neighbours publish is taken over with care: what is well comes in, all else is told and changes nothing."""

from __future__ import annotations

import datetime
import gzip
import html
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import cmarkgfm
import pytest

from atelier.cli.harvest import run_harvest
from atelier.exchange import fetch as fetching
from atelier.exchange.harvest import Outcome, Owner, Seen, compare, known_as, place_of, taking
from atelier.exchange.licences import forbids, is_open, same_licence
from atelier.exchange.read import Strangers, read
from atelier.exchange.taken import Taken, read_taken, taken_bytes
from tests.fixtures.neighbours import CC0, Answer, Cities, register, served
from tests.fixtures.sites import GOLDEN, make_site
from tests.fixtures.standard import example, example_text

SCRIPT = "<script>alert(1)</script> [klik](https://kwaad.example) @burgemeester #1 `x` |"


@pytest.fixture(scope="module")
def server() -> Iterator[Cities]:
    with served() as cities:
        yield cities


@pytest.fixture
def cities(server: Cities) -> Cities:
    server.answers.clear()
    server.asked.clear()
    return server


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795608000")
    return make_site(tmp_path / "site")


def harvest(root: Path, *slugs: str) -> str:
    """The summary of a run in which nothing of ours is wrong."""
    summary = root / "build" / "summary.md"
    assert 0 == run_harvest(root, slugs, summary, loopback=True)
    return summary.read_text(encoding="utf-8")


def file_of(root: Path, slug: str) -> Path:
    return root / "neighbours" / f"{slug}.json"


def titles(root: Path, slug: str) -> list[str]:
    return [one.title for one in read_taken(file_of(root, slug).read_bytes()).catalogue.initiatives]


def named(answer: bytes, etag: str) -> Answer:
    """An answer with a name, which is not sent to who knows that name."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers["If-None-Match"] == etag
        handler.send_response(304 if known else 200)
        handler.send_header("ETag", etag)
        handler.end_headers()
        if not known:
            handler.wfile.write(answer)

    return send


def test_what_a_neighbour_publishes_is_taken_over_and_kept_up_to_date(root: Path, cities: Cities) -> None:
    """New at first; then only what changed, came and went. Who did not change is not asked to send it again."""
    register(root, "breda", cities.data("breda"))
    before = cities.publish("breda", "Brug", "Robots", "Tuin", "Film", "Muziek", "Water")
    cities.answers["breda"] = named(json.dumps(before).encode(), '"1"')

    first = harvest(root)
    file = file_of(root, "breda").read_bytes()
    again = harvest(root)

    assert "# Van onze buren: 6 nieuw, 0 veranderd, 0 weg" in first
    assert ["Brug", "Film", "Muziek", "Robots", "Tuin", "Water"] == titles(root, "breda")
    assert ('"1"', file) == (read_taken(file).etag, file_of(root, "breda").read_bytes())
    assert [None, '"1"'] == [headers.get("If-None-Match") for headers in cities.asked]
    assert again.startswith("# Bij onze buren is niets veranderd\n")
    assert "](" not in again

    after = cities.publish("breda", "Brug", "Robots", "Tuin", "Film", "Muziek", "Dans")
    after["initiatives"][1]["summary"] = "Nu met een racebaan."
    cities.answers["breda"] = named(json.dumps(after).encode(), '"2"')

    assert "# Van onze buren: 1 nieuw, 1 veranderd, 1 weg" in harvest(root)
    assert ["Brug", "Dans", "Film", "Muziek", "Robots", "Tuin"] == titles(root, "breda")


def test_the_summary_names_what_came_with_links_and_what_did_not(
    root: Path, cities: Cities, golden: Callable[[Path, str], None]
) -> None:
    """A person decides on it: what is new, changed and gone, what was refused and why, and how old what stays is."""
    for slug in ("breda", "oss", "urk"):
        register(root, slug, cities.data(slug))
        cities.publish(slug, "Brug", "Robots", "Tuin", "Film", "Muziek", "Water")
    harvest(root)
    changed = cities.publish(
        "breda", "Brug", "Robots", "Tuin", "Film", "Muziek", *(f"Les {n}" for n in range(1, 26))
    )
    changed["initiatives"][0]["summary"] = "Een brug van spaghetti."
    changed["questions"] = [{"id": f"{cities.site('breda')}questions/gym/", "title": "Wie weet een gymles?"}]
    cities.answers["breda"] = json.dumps(changed).encode()
    cities.publish("oss", "Brug", licence="https://creativecommons.org/licenses/by-nc-nd/4.0/")
    (root / "docs" / "neighbours" / "urk.md").unlink()

    told = harvest(root)

    golden(GOLDEN / "harvest.md", told.replace(cities.url, "https://steden.example/"))
    assert not file_of(root, "urk").exists()


def test_the_summary_names_what_may_be_the_same(root: Path, cities: Cities) -> None:
    """Of what is new, also what two neighbours tell; not again a week later."""
    for slug, title in (
        ("breda", "Een brug van spaghetti"),
        ("oss", "De brug van spaghetti"),
        ("urk", "Dansen"),
    ):
        register(root, slug, cities.data(slug))
        cities.publish(slug, title)

    told = harvest(root)

    assert "## Misschien hetzelfde" in told
    lines = [re.sub("<.*?>", "", line) for line in told.splitlines() if "lijkt op" in line]
    assert ["- [De brug van spaghetti]() (Oss) lijkt op [Een brug van spaghetti]() (Breda): 100"] == lines
    assert "Misschien hetzelfde" not in harvest(root)


def test_who_writes_a_catalogue_by_the_page_of_the_standard_is_taken_over(root: Path, cities: Cities) -> None:
    """With no more than a spreadsheet, and by the address of a site that names its data in its head."""
    link = '<link rel="describedby" type="application/json" href="../example.json/">'
    cities.answers = {"example.json": example_text().encode(), "home": f"<!doctype html>{link}".encode()}
    register(root, "voorbeeldstad", cities.site("home"))

    told = harvest(root)

    assert "# Van onze buren: 2 nieuw, 0 veranderd, 0 weg" in told
    assert ["Moestuin bij school", "Robots in de klas"] == titles(root, "voorbeeldstad")


def script_everywhere(cities: Cities, name: str) -> bytes:
    """A catalogue that says something wicked wherever it may say something."""
    data = cities.publish(name, "Brug") | {"name": SCRIPT}
    fields = {"summary": SCRIPT, "status": SCRIPT, "levels": [SCRIPT], "tags": [SCRIPT], "places": [SCRIPT]}
    data["initiatives"][0] |= {"title": SCRIPT, "partners": [{"partner": SCRIPT, "role": SCRIPT}], **fields}
    data["questions"] = [{"id": f"{cities.site(name)}q/?a=%3Cscript%3E)", "title": SCRIPT}]
    data["terms"] = {SCRIPT: {SCRIPT: {"label": SCRIPT, "choices": [{"value": SCRIPT, "label": SCRIPT}]}}}
    return json.dumps(data).encode()


def test_what_is_wicked_means_nothing_in_a_summary(root: Path, cities: Cities) -> None:
    """No markup, no link, nobody is called: it is taken over as the text that it is."""
    register(root, "breda", cities.data("breda"))
    cities.answers["breda"] = script_everywhere(cities, "breda")

    told = harvest(root)

    assert [SCRIPT] == titles(root, "breda")
    shown = cmarkgfm.github_flavored_markdown_to_html(told, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE)
    assert {"h1", "h3", "p", "strong", "ul", "li", "a"} == {*re.findall(r"<([a-z0-9]+)", shown)}
    assert 2 == re.sub("<!-- -->", "", shown).count(html.escape(SCRIPT))
    assert all(url.startswith(cities.url) for url in re.findall(r'href="(.*?)"', shown))
    assert not re.search(r"[@#]\w", told)


def leading_to(url: str) -> Answer:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", url)
        handler.end_headers()

    return send


def without_end(piece: bytes, pause: float = 0) -> Answer:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(piece)
                time.sleep(pause)
        except OSError:
            return

    return send


def bomb(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.end_headers()
    packed = gzip.compress(b"[" + b" " * 60 * 1024 * 1024, 1)
    try:
        handler.wfile.write(packed)
    except OSError:
        return


PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
RECORDS = b'{"initiatives": [' + b"{}," * 10_000_000 + b"{}]}"
HOSTILE: Mapping[str, tuple[bytes | Answer, str]] = {
    "private": (
        leading_to("https://169.254.169.254/latest/"),
        "169.254.169.254 is geen computer op internet.",
    ),
    "file": (leading_to("file:///etc/passwd"), "Dit adres is niet op te halen: file:///etc/passwd"),
    "circle": (leading_to("/circle/"), "Het adres stuurt meer dan 5 keer door."),
    "endless": (without_end(b" " * 1024 * 1024), "Dit is meer dan 50 MB."),
    "drip": (without_end(b" ", 0.05), "Het was er niet binnen 0.5 seconden."),
    "bomb": (bomb, "Dit is meer dan 50 MB."),
    "picture": (PICTURE, "Dit is niet te lezen als JSON"),
    "webpage": (b"<!doctype html><title>Breda</title>", "Dit is een webpagina, geen data."),
    "schema": (b'{"version": "2.0", "initiatives": {"id": 1}}', "version: Deze versie is niet bekend: 2.0"),
    "records": (RECORDS, "Hier staat meer in dan een catalogus kan hebben."),
    "gone": (b"", "Dit is niet te lezen als JSON"),
}
"""What a neighbour can do, and what is said of it."""


def test_hostile_neighbours_are_told_and_change_nothing(
    root: Path, cities: Cities, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each in words and in time; what was taken over before stays to the byte, and the others come."""
    slugs = [*HOSTILE, "changing", "twisted"]
    for slug in slugs:
        register(root, slug, cities.data(slug))
        cities.publish(slug, "Brug")
    register(root, "changing", "https://changing.example/data/catalogue.json")
    harvest(root, *(slug for slug in slugs if slug != "changing"))
    file_of(root, "changing").write_bytes(file_of(root, "twisted").read_bytes())
    kept = {slug: file_of(root, slug).read_bytes() for slug in slugs}
    capsys.readouterr()
    look_up, looked_up = socket.getaddrinfo, list[str]()

    def changing(host: str, *args: object, **kwargs: object) -> object:
        """A name that is on the internet when it is looked at, and this machine when it is asked."""
        looked_up.append(host)
        number = "93.184.215.14" if looked_up.count("changing.example") == 1 else "127.0.0.1"
        return look_up(number if host == "changing.example" else host, *args, **kwargs)  # type: ignore[arg-type]

    connect, connected = socket.create_connection, list[str]()

    def connecting(address: tuple[str, int], *args: object) -> socket.socket:
        connected.append(address[0])
        if address[0] != "127.0.0.1":
            raise ConnectionRefusedError
        return connect(address, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    monkeypatch.setattr(socket, "create_connection", connecting)
    cities.answers |= {slug: answer for slug, (answer, _) in HOSTILE.items()}
    cities.publish("twisted", "Robots")
    began = time.monotonic()
    summary = harvest(root, *(slug for slug in slugs if slug != "drip"))
    monkeypatch.setattr(fetching, "LONGEST", 0.5)
    summary += harvest(root, "drip")
    said = capsys.readouterr().out

    assert time.monotonic() - began < 60
    for slug, (_, words) in HOSTILE.items():
        ((told,),) = [
            re.findall(rf"(?m)^{slug.capitalize()} leert: niet overgenomen\.\n((?:    .*\n)+)", said)
        ]
        assert words in told, slug
    assert "Changing leert: niet overgenomen" in said
    assert (1, 1) == (looked_up.count("changing.example"), connected.count("93.184.215.14"))
    assert kept == {slug: file_of(root, slug).read_bytes() for slug in slugs}
    assert len(slugs) == summary.count("blijft")


MEASURE = """
import re, sys
from pathlib import Path
from atelier.cli.harvest import run_harvest
code = run_harvest(Path(sys.argv[1]), [], None, loopback=True)
(most,) = re.findall(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(code, int(most) // 1024)
"""
"""Resource usage as Python tells it counts what the tests themselves had when they started it."""


@pytest.mark.slow
def test_a_neighbour_takes_no_more_memory_than_there_is(root: Path, cities: Cities) -> None:
    """Ten million records, a text of 50 MB, a bomb; and a large region that is well: 200 MB is enough."""
    size = 50 * 1024 * 1024
    region = cities.publish("region", "Brug")["initiatives"][0]
    records = b",".join(
        json.dumps(region | {"id": f"{cities.site('country')}{n}/", "tags": ["robots"]}).encode()
        for n in range(20_000)
    )
    cities.answers["region"] = (
        json.dumps(cities.publish("region") | {"more": 0})
        .encode()
        .replace(b'"initiatives": []', b'"initiatives": [' + records + b"]")
    )
    cities.answers |= {
        "bomb": bomb,
        "records": RECORDS,
        "letters": b'{"initiatives": [{"title": "' + b"a" * (size - 100) + b'"}]}',
        "lists": b'{"initiatives": [' + b"[]," * 300_000 + b"[]]}",
    }
    for name in cities.answers:
        register(root, name, cities.data(name))
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, root], capture_output=True, text=True, check=True, cwd=root
    )
    code, memory = map(int, done.stdout.splitlines()[-1].split())

    assert (0, 4) == (code, done.stdout.count("niet overgenomen"))
    assert "20000 nieuw" in done.stdout
    assert memory < 200


def test_a_neighbour_that_is_one_no_more_is_forgotten_and_a_broken_page_of_ours_forgets_nothing(
    root: Path, cities: Cities, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its file goes with its page; where the page is only wrong, it stays and we are told."""
    for slug in ("breda", "oss"):
        register(root, slug, cities.data(slug))
        cities.publish(slug, "Brug")
    harvest(root)
    (root / "docs" / "neighbours" / "breda.md").unlink()
    (root / "docs" / "neighbours" / "oss.md").write_text("---\nname: [\n", encoding="utf-8")

    assert 1 == run_harvest(root, [], None, loopback=True)
    assert (False, True) == (file_of(root, "breda").exists(), file_of(root, "oss").exists())
    assert "docs/neighbours/oss.md" in capsys.readouterr().err


def test_a_neighbour_with_another_name_keeps_its_file(root: Path, cities: Cities) -> None:
    """The page moved: so does the file, also while the neighbour cannot be reached."""
    register(root, "breda", cities.data("breda"))
    cities.publish("breda", "Brug")
    harvest(root)
    page = root / "docs" / "neighbours" / "breda.md"
    text = page.read_text(encoding="utf-8").replace("url:", "former_slugs: [breda]\nurl:")
    page.unlink()
    page.with_name("bredastad.md").write_text(text, encoding="utf-8")
    cities.answers.clear()

    harvest(root)

    assert ["Brug"] == titles(root, "bredastad")
    assert not file_of(root, "breda").exists()


def test_a_catalogue_that_leaves_neighbours_out_asks_nobody(root: Path, cities: Cities) -> None:
    """And forgets nothing: who changes their mind has all back."""
    register(root, "breda", cities.data("breda"))
    cities.publish("breda", "Brug")
    harvest(root)
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("extra:\n", "extra:\n  without: [neighbours]\n"), encoding="utf-8")
    cities.asked.clear()

    assert 0 == run_harvest(root, [], None, loopback=True)
    assert ["Brug"] == titles(root, "breda")
    assert [] == cities.asked


def test_only_who_is_named_is_asked(root: Path, cities: Cities) -> None:
    """And nothing of the others changes."""
    for slug in ("breda", "oss"):
        register(root, slug, cities.data(slug))
        cities.publish(slug, "Brug")

    harvest(root, "oss")

    assert (False, True) == (file_of(root, "breda").exists(), file_of(root, "oss").exists())


# Without a server: what comes of a catalogue that was read.

DAY = datetime.date(2026, 11, 30)
HERE = "https://stad.example/"
OWNERS = [Owner("Stad", HERE), Owner("Wij", "https://wij.example/atelier/"), Owner("Heide", f"{HERE}heide/")]


def catalogue_of(*slugs: str, **about: object) -> Strangers:
    data = example() | {"initiatives": [{"id": f"{HERE}{one}/", "slug": one, "title": one} for one in slugs]}
    found = read(json.dumps(data | about).encode()).catalogue
    assert found
    return found


def kept(*slugs: str, day: datetime.date = DAY, **about: object) -> Taken:
    return Taken(f"{HERE}data.json", day, "", catalogue_of(*slugs, **about))


def outcome_of(old: Taken | None, data: dict[str, object]) -> Outcome:
    return taking(old, Seen(f"{HERE}data.json", DAY, '"2"'), read(json.dumps(data).encode()), OWNERS)


def data_of(*ids: str, **about: object) -> dict[str, object]:
    initiatives = [{"id": one, "title": one[-30:]} for one in ids]
    return example() | {"removed": [], "initiatives": initiatives} | about


def test_more_than_a_fifth_gone_is_not_believed() -> None:
    """One of five may go; two stay until somebody looked at it."""
    old = kept("a", "b", "c", "d", "e")
    one_gone, two_gone = (outcome_of(old, data_of(*(f"{HERE}{s}/" for s in "abcde"[n:]))) for n in (1, 2))

    assert (False, 1) == (one_gone.refused, len(one_gone.change.gone))
    assert (["shrunk"], old) == ([fault.code for fault in two_gone.faults], two_gone.taken)


def test_nobody_speaks_for_another() -> None:
    """What has an address of ours or of another neighbour is left out and told; all else comes."""
    foreign = [
        "https://wij.example/atelier/initiatives/a/",
        "https://WWW.wij.example:443/atelier/b/",
        f"{HERE}heide/c/",
    ]
    well = [f"{HERE}heidehuis/d/", "https://wij.example/ander/e/", "https://elders.example/f/"]
    removed = {"removed": [{"id": foreign[0]}]}
    outcome = outcome_of(None, data_of(*foreign, *well, **removed))

    assert outcome.taken
    assert not outcome.refused
    assert sorted(well) == [one.id for one in outcome.taken.catalogue.initiatives]
    assert () == outcome.taken.catalogue.removed
    assert [("foreign", "Wij"), ("foreign", "Wij"), ("foreign", "Heide"), ("foreign", "Wij")] == [
        (fault.code, fault.values["owner"]) for fault in outcome.faults
    ]


@pytest.mark.parametrize(
    ("licence", "code"),
    [
        (CC0, ""),
        ("https://www.creativecommons.org/publicdomain/zero/1.0/deed.nl", ""),
        ("https://creativecommons.org/licenses/by/4.0/", "licence-other"),
        ("https://creativecommons.org/licenses/by-nc-nd/4.0/deed.nl", "licence-forbids"),
        ("https://stad.example/alle-rechten-voorbehouden", "licence-unknown"),
    ],
)
def test_only_what_may_be_taken_over_is(licence: str, code: str) -> None:
    """By an open licence, and the one that people agreed to."""
    outcome = outcome_of(kept("a"), data_of(f"{HERE}a/", licence=licence))

    assert ([code] if code else []) == [fault.code for fault in outcome.faults]
    assert bool(code) == outcome.refused


@pytest.mark.parametrize(
    "licence",
    [
        CC0,
        "https://creativecommons.org/licenses/by/4.0/legalcode.nl",
        "https://creativecommons.org/licenses/by-sa/3.0/nl/",
        "https://creativecommons.org/publicdomain/mark/1.0/",
        "https://opendatacommons.org/licenses/odbl/1-0/",
        "https://opendatacommons.org/licenses/by/",
        "https://spdx.org/licenses/CC-BY-4.0.html",
        "https://publications.europa.eu/resource/authority/licence/CC_BY_4_0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ],
)
def test_open_licences_are_known(licence: str) -> None:
    """Those of Creative Commons, of Open Data Commons and of governments, wherever their text stands."""
    assert is_open(licence)
    assert not forbids(licence)
    assert same_licence(licence, licence.rstrip("/"))


@pytest.mark.parametrize("kind", ["by-nc", "by-nd", "by-nc-sa", "by-nc-nd"])
def test_licences_that_forbid_are_known(kind: str) -> None:
    """Whoever may not change it or earn by it may not take it over: a catalogue is a selection."""
    for licence in (
        f"https://creativecommons.org/licenses/{kind}/4.0/",
        f"https://spdx.org/licenses/CC-{kind}-4.0",
    ):
        assert (False, True) == (is_open(licence), forbids(licence))


def test_once_in_four_weeks_all_is_asked_for_again() -> None:
    """Also where nothing changed, as we may read more by now; a proposal every week with a day alone is no use."""
    data = data_of(f"{HERE}a/")
    old = outcome_of(None, data).taken
    assert old
    for days, known in ((27, True), (28, False)):
        later = DAY + datetime.timedelta(days=days)
        seen = Seen(old.url, later, '"3"')
        again = taking(old, seen, read(json.dumps(data).encode()), OWNERS).taken

        assert ('"2"' if known else "") == known_as(old, old.url, later)
        assert again
        assert (DAY if known else later) == again.date
    assert "" == known_as(old, "https://elders.example/", DAY)


def test_examples_and_answers_are_called_by_their_ids() -> None:
    """A slug means something within one catalogue alone."""
    data = data_of(f"{HERE}a/")
    data["initiatives"] = [
        {"id": f"{HERE}a/", "title": "A", "slug": "a"},
        {"id": f"{HERE}b/", "title": "B", "adapted_from": ["a", "https://elders.example/"]},
    ]
    answers = [{"initiative": "a"}, {"initiative": "gone"}, {"url": "https://elders.example/"}]
    data["questions"] = [{"id": f"{HERE}q/", "title": "Q", "answered_by": answers}]
    outcome = outcome_of(None, data)

    assert outcome.taken
    assert [f"{HERE}a/", "https://elders.example/"] == outcome.taken.catalogue.initiatives[1].adapted_from
    assert [(f"{HERE}a/", None), (None, "https://elders.example/")] == [
        (answer.initiative, answer.url) for answer in outcome.taken.catalogue.questions[0].answered_by
    ]
    assert outcome.taken == read_taken(taken_bytes(outcome.taken))


def test_a_change_is_new_changed_or_gone() -> None:
    """By the id: another title is a change."""
    after = catalogue_of("b", "c")
    renamed = after.initiatives[0].model_copy(update={"title": "B"})
    change = compare(kept("a", "b"), Strangers(after.about, (renamed, after.initiatives[1])))

    assert (["c"], ["B"], ["a"]) == tuple(
        [one.title for one in items] for items in (change.new, change.changed, change.gone)
    )


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://stad.example/data/catalogue.json?x=1", "https://stad.example/"),
        ("https://stad.example/leert/data/catalogue.json", "https://stad.example/leert/"),
        ("https://stad.example/leert/", "https://stad.example/leert/"),
        ("https://stad.example", "https://stad.example/"),
        ("https://files.example/stad.json", "https://files.example/"),
    ],
)
def test_records_stand_where_the_site_is(url: str, place: str) -> None:
    """By the address of its data, or of its home page."""
    assert place == place_of(url)
