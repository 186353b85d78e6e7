"""The service that takes what the form sends: what gets in, what comes of it, and what never does."""

from __future__ import annotations

import base64
import io
import json
import secrets
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image

from atelier.receive.addresses import Addresses
from atelier.receive.links import Links, secrets_of
from tests.fixtures.hosts import commit, files_of, git, git_bytes, tip
from tests.fixtures.post import office
from tests.fixtures.receive import Receiving, initiative, post_of, receiving, work_of
from tests.fixtures.waiting import until

pytestmark = pytest.mark.slow

TEXT = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Receiving]:
    """The service, which takes as many posts as one likes, with little work for each."""
    options = ("--posts", "100000", "--work", "4")
    with (
        office() as mails,
        receiving(tmp_path_factory.mktemp("receive"), *options, environment=mails.environment) as service,
    ):
        yield service


def branch_of(service: Receiving, token: str) -> str:
    """The branch of a proposal, as soon as there is one that is up to date."""
    until(lambda: service.status(token)["state"] == "open")
    return str(service.status(token)["address"]).rpartition("#")[2]


def new_in(service: Receiving, branch: str) -> dict[str, bytes]:
    """The files of a branch that differ from those of the main branch."""
    before = files_of(service.repository, "main")
    return {
        path: data for path, data in files_of(service.repository, branch).items() if before.get(path) != data
    }


def branches(service: Receiving) -> list[str]:
    return git(
        service.repository, "for-each-ref", "--format=%(refname:short)", "refs/heads/inzending"
    ).split()


def picture_of(size: tuple[int, int]) -> str:
    """A photo with the place where it was taken, as text."""
    about = Image.Exif()
    about[0x8825] = {1: "N", 2: (53.0, 13.0, 9.0)}
    held = io.BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(held, "jpeg", exif=about)
    return base64.b64encode(held.getvalue()).decode()


def test_what_is_sent_becomes_one_proposal(service: Receiving) -> None:
    """With all files in one commit: the initiative, its new partner, and its picture without its place."""
    text = initiative(
        "'Solderen: voor @iedereen #1'",
        partners="\n  - partner: bs-de-lamp\n    role: lead",
        image="\n  file: solderen.jpg\n  alt: Een lamp van papier.\n  credit: De Lamp",
    )
    partner = "---\nname: Bs De Lamp\nkind: school\n---\n"
    post = post_of(
        files=[
            {"path": "docs/partners/bs-de-lamp.md", "text": partner},
            {"path": "initiatives/solderen.md", "text": text},
        ],
        pictures=[{"path": "initiatives/solderen.jpg", "data": picture_of((2400, 1800))}],
    )
    status, answer = service.post(post)

    assert 202 == status, answer
    assert ("initiatives", "solderen") == (answer["kind"], answer["slug"])
    branch = branch_of(service, answer["token"])
    found = new_in(service, branch)
    picture = found.pop("initiatives/solderen.jpg")
    with Image.open(io.BytesIO(picture)) as small:
        assert {} == dict(small.getexif())
    assert {
        "docs/partners/bs-de-lamp.md": partner.encode(),
        "initiatives/solderen.md": text.encode(),
    } == found
    assert "2" == git(service.repository, "rev-list", "--count", branch)
    message = git(service.repository, "log", "-1", "--format=%an %ae %B", branch)
    assert "Solderen" not in message
    said = json.loads(git(service.repository, "cat-file", "-p", f"refs/proposals/{branch}"))
    assert "Solderen voor iedereen 1" in said["title"]
    assert ["risico: contact of toestemming", "risico: nieuw"] == said["labels"]


def test_what_is_wrong_is_told_by_question(service: Receiving) -> None:
    """In the words of the form, which knows the field by its path; nothing of it is kept."""
    text = initiative("Zonder school", partners="\n  - partner: onbekend-college\n    role: lead")
    before = branches(service)
    status, answer = service.post(post_of(files=[{"path": "initiatives/zonder.md", "text": text}]))

    assert (422, "remarks") == (status, answer["error"])
    (problem,) = answer["problems"]
    assert ("initiatives/zonder.md", "reference-unknown") == (problem["file"], problem["code"])
    assert ["partners", 0, "partner"] == problem["path"]
    assert "onbekend-college" in problem["message"]
    assert problem["hint"]
    assert before == branches(service)


def test_the_same_post_again_is_the_same_proposal(service: Receiving) -> None:
    """A browser that got no answer tries again: with the same work, or with new work."""
    post, work = post_of("nog-eens"), service.work()
    answers = [service.post(post, work=work), service.post(post, work=work), service.post(post)]

    assert {202} == {status for status, _ in answers}
    assert 1 == len({branch_of(service, answer["token"]) for _, answer in answers})


def test_a_sender_changes_the_proposal_by_the_private_link(service: Receiving) -> None:
    """As long as it is open it is the same one, with other files and another name of its file if need be."""
    _, first = service.post(post_of("eerste"))
    branch = branch_of(service, first["token"])
    like = initiative("'Robots: de klas'", recipe="\n  cost: 450")
    changed = {"path": "initiatives/tweede.md", "text": like}
    status, second = service.post(post_of(files=[changed]), token=first["token"])

    assert 202 == status, second
    assert branch == branch_of(service, second["token"])
    until(lambda: {"initiatives/tweede.md"} == new_in(service, branch).keys())
    until(lambda: "risico: geld" in git(service.repository, "cat-file", "-p", f"refs/proposals/{branch}"))
    said = json.loads(git(service.repository, "cat-file", "-p", f"refs/proposals/{branch}"))
    assert (
        "- `Robots: de klas` lijkt op `Robots: in de klas` (`initiatives/robots-in-de-klas.md`)"
        in said["text"]
    )


def test_the_form_opens_with_what_was_sent(service: Receiving) -> None:
    _, answer = service.post(post_of("weer-open"))
    status, sent = service.ask("GET", "sent", token=answer["token"])

    assert 200 == status, sent
    (file,) = sent["files"]
    assert ("initiatives/weer-open.md", initiative()) == (file["path"], file["text"])
    assert "Lampen maken" == file["data"]["title"]
    assert not (service.state / "catalogue/initiatives/weer-open.md").exists()


def test_after_merging_the_link_changes_the_page(service: Receiving) -> None:
    """By another proposal, which changes the file that is on the site by now."""
    _, answer = service.post(post_of("eenmaal"))
    token = answer["token"]
    branch = branch_of(service, token)
    git(service.repository, "update-ref", "refs/heads/main", tip(service.repository, branch))
    _, sent = service.ask("GET", "sent", token=token)
    changed = {"path": "initiatives/eenmaal.md", "text": initiative("Andermaal")}
    status, again = service.post(post_of(files=[changed], changes=True), token=token)

    assert ("merged", "eenmaal") == (sent["state"], sent["slug"])
    assert "files" not in sent
    assert 202 == status, again
    second = branch_of(service, again["token"])
    assert branch != second
    assert {"initiatives/eenmaal.md"} == new_in(service, second).keys()


def test_what_editors_changed_is_not_written_over(service: Receiving) -> None:
    """What a sender changes then is a proposal of its own."""
    _, answer = service.post(post_of("van-redactie"))
    branch = branch_of(service, answer["token"])
    edited = commit(service.repository, branch, {"initiatives/van-redactie.md": b"anders"}, "Edit")
    changed = {"path": "initiatives/van-redactie.md", "text": initiative("Weer anders")}
    service.post(post_of(files=[changed]), token=answer["token"])
    second = branch_of(service, answer["token"])

    assert edited == tip(service.repository, branch)
    assert f"{branch}-2" == second
    assert changed["text"].encode() == new_in(service, second)["initiatives/van-redactie.md"]


def test_the_preview_is_the_page_without_scripts(service: Receiving) -> None:
    """With its picture in it, and nothing that runs or asks another host."""
    text = initiative("Gluren", image="\n  file: gluren.jpg\n  alt: Een raam.\n  credit: Ik")
    post = post_of(
        files=[
            {"path": "initiatives/gluren.md", "text": text + "\n<script>alert(1)</script> [x](javascript:y)"}
        ],
        pictures=[{"path": "initiatives/gluren.jpg", "data": picture_of((900, 600))}],
    )
    _, answer = service.post(post)
    status, page = service.ask("GET", "preview", token=answer["token"])

    assert 200 == status, page
    html = page["text"]
    assert ">Gluren</h1>" in html
    assert 'src="data:image/jpeg;base64,' in html
    assert not {"\x02", "\x05"} & {*html}
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert not (service.state / "catalogue/initiatives/gluren.md").exists()


def test_an_address_is_in_one_file_and_goes_when_its_owner_says_so(service: Receiving) -> None:
    post = post_of("met-mail", mail="juf.anna@school.example")
    _, answer = service.post(post)
    held = {p for p in service.state.rglob("*") if p.is_file() and b"juf.anna" in p.read_bytes()}
    status, _ = service.ask("DELETE", "address", token=answer["token"])

    assert {service.state / "addresses.json"} == held
    assert 204 == status
    assert "juf.anna" not in (service.state / "addresses.json").read_text(encoding="utf-8")
    branch_of(service, answer["token"])


def test_only_the_form_may_ask(service: Receiving) -> None:
    """Pages of other sites get nothing, and what comes in another shape neither."""
    work = service.work()
    body = json.dumps(post_of()).encode()
    other = {"Origin": "https://elders.example", "Atelier-Work": work, **TEXT}

    assert 403 == service.ask("GET", "challenge", headers=other)[0]
    assert 403 == service.ask("POST", "proposals", body, other)[0]
    assert 403 == service.ask("POST", "proposals", body, {**other, "Origin": "null"})[0]
    assert (
        400 == service.ask("POST", "proposals", body, {"Content-Type": "text/plain", "Atelier-Work": work})[0]
    )


def text_post(path: str = "initiatives/kwaad.md", text: str = "", **values: Any) -> dict[str, Any]:
    return post_of(files=[{"path": path, "text": text or initiative("Kwaad")}], **values)


def picture_post(data: bytes, path: str = "initiatives/kwaad.jpg") -> dict[str, Any]:
    text = initiative("Kwaad", image="\n  file: kwaad.jpg\n  alt: Kwaad.\n  credit: Ik")
    pictures = [{"path": path, "data": base64.b64encode(data).decode()}]
    return text_post(text=text, pictures=pictures)


HOSTILE: dict[str, Callable[[], object]] = {
    "no JSON": lambda: b"\xff\xfe" * 100,
    "nested": lambda: b"[" * 200_000,
    "nested objects": lambda: b'{"key":' * 30_000,
    "a list": list,
    "null": lambda: None,
    "a number": lambda: b"9" * 100_000,
    "not a number": lambda: b'{"key": NaN}',
    "no files": lambda: post_of(files=[]),
    "files as text": lambda: post_of(files="initiatives/x.md"),
    "many files": lambda: post_of(
        files=[{"path": f"initiatives/x{n}.md", "text": initiative(f"X{n}")} for n in range(500)]
    ),
    "one more key": lambda: post_of(admin=True),
    "a short key": lambda: post_of(key="a"),
    "a key with a path": lambda: post_of(key="../../../../etc/passwd-0123456789"),
    "up": lambda: text_post("../x.md"),
    "up and down": lambda: text_post("initiatives/../../x.md"),
    "absolute": lambda: text_post("/etc/cron.d/x"),
    "windows": lambda: text_post("initiatives\\..\\x.md"),
    "a workflow": lambda: text_post(".github/workflows/x.yml", "on: push"),
    "git": lambda: text_post(".git/config"),
    "settings": lambda: text_post("mkdocs.yml", "site_name: x"),
    "code": lambda: text_post("hooks/mkdocs_hooks.py", "import os"),
    "a template": lambda: text_post("overrides/main.html", "{{ x }}"),
    "an editors' page": lambda: text_post("docs/privacy.md"),
    "a fund": lambda: text_post("docs/funds/x.md"),
    "a pillar": lambda: text_post("docs/pillars/x.md"),
    "a table": lambda: text_post("docs/festivals/x.csv", "a;b"),
    "another ending": lambda: text_post("initiatives/x.html", "<script>"),
    "a zero": lambda: text_post("initiatives/x\0.md"),
    "a line": lambda: text_post("initiatives/x\n.md"),
    "twice": lambda: post_of(files=[{"path": "initiatives/x.md", "text": initiative()}] * 2),
    "long path": lambda: text_post(f"initiatives/{'x' * 5000}.md"),
    "much text": lambda: text_post(text=initiative() + "x" * 300_000),
    "an anchor": lambda: text_post(text="---\na: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\ntitle: *b\n---\n"),
    "a tag": lambda: text_post(text='---\ntitle: !!python/object/apply:os.system ["id"]\n---\n'),
    "deep YAML": lambda: text_post(text=f"---\ntitle: {'[' * 5000}\n---\n"),
    "control": lambda: text_post(text=initiative("Kwa\x02ad")),
    "right to left": lambda: text_post(text=initiative("Kwa\u202ead")),
    "surrogate": lambda: json.dumps(text_post(text=initiative("Kwa\ud83dad"))).encode(),
    "no picture": lambda: picture_post(b"<svg onload=alert(1)>"),
    "a bomb": lambda: picture_post(_bomb()),
    "a picture elsewhere": lambda: picture_post(_jpeg(), "docs/assets/logo.jpg"),
    "a picture as a script": lambda: picture_post(_jpeg(), "initiatives/kwaad.js"),
    "no base64": lambda: post_of(pictures=[{"path": "initiatives/x.jpg", "data": "@@@"}]),
    "9 MB": lambda: picture_post(b"\xff\xd8" + secrets.token_bytes(9 * 1024 * 1024)),
    "a mail as two": lambda: post_of(mail="a@b.example, c@d.example"),
    "a header in a mail": lambda: post_of(mail="a@b.example\r\nBcc: c@d.example"),
}
"""Posts that nobody's form makes."""


def _jpeg() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (20, 20)).save(held, "jpeg")
    return held.getvalue()


def _bomb() -> bytes:
    held = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(held, "png")
    return held.getvalue()


def test_no_hostile_post_gets_through(service: Receiving) -> None:
    """Each is answered in words, and the service goes on as before."""
    # What was sent before is a branch of its own.
    until(lambda: not service.ask("GET", "health")[1]["waiting"])
    before = branches(service)
    said = {name: service.post(make()) for name, make in HOSTILE.items()}

    assert {} == {name: answer for name, answer in said.items() if answer[0] not in (400, 413, 422)}
    assert [] == [name for name, (_, data) in said.items() if not (data.get("message") or data["problems"])]
    assert before == branches(service)
    assert 200 == service.ask("GET", "health")[0]
    assert "not a git" not in git(service.state / "catalogue", "status", "--short")
    assert service.memory() < 400 * 1024**2


def test_work_is_for_one_post_and_for_half_an_hour(service: Receiving) -> None:
    challenge = service.ask("GET", "challenge")[1]
    done = work_of(challenge["challenge"], challenge["bits"], challenge["times"])
    one, *numbers = done.split(" ")
    wrong = ["", "x", one, f"{one} {' '.join(numbers[:1] * 8)}", f"{one}x {' '.join(numbers)}", f"{done} 1"]
    first = service.post(post_of("werk"), work=done)[0]

    assert 202 == first
    assert {403} == {service.post(post_of("werk-2"), work=work)[0] for work in [*wrong, done]}


def test_a_private_link_is_needed_and_cannot_be_made(service: Receiving) -> None:
    for path in ("status", "sent", "preview"):
        assert 403 == service.ask("GET", path)[0]
        assert 403 == service.ask("GET", path, token="abc.def.ghi")[0]
    assert 403 == service.post(post_of(), token="abc")[0]


def test_one_address_does_not_send_on_and_on(tmp_path: Path) -> None:
    """Nor does it by saying that it is another; a proxy is believed where that is switched on."""
    with receiving(tmp_path, "--posts", "3", "--work", "1") as service:
        work = service.work()
        said = [service.post(b"{}", work=work)[0] for _ in range(4)]
        service.headers = {"X-Forwarded-For": "203.0.113.7"}
        posing = service.post(b"{}", work=work)

    assert [400, 400, 400, 429] == said
    assert 429 == posing[0]
    assert "verbinding" in posing[1]["message"]
    with receiving(tmp_path, "--posts", "3", "--work", "1", "--behind-proxy", "127.0.0.1") as service:
        work, codes = service.work(), []
        for number in range(6):
            service.headers = {"X-Forwarded-For": f"203.0.113.{number}"}
            codes.append(service.post(b"{}", work=work)[0])

    assert [400] * 6 == codes


def test_a_body_is_not_read_further_than_it_may_be(service: Receiving) -> None:
    """Whatever it says of its length; and without work it is not read at all."""
    host, port = str(urlsplit(service.address).hostname), urlsplit(service.address).port or 0
    head = f"POST /proposals HTTP/1.1\r\nHost: x\r\nOrigin: {service.origin}\r\nContent-Type: application/json\r\n"

    def said(headers: str, chunks: int) -> bytes:
        with socket.create_connection((host, port), timeout=60) as sent:
            sent.sendall(f"{head}{headers}\r\n".encode())
            try:
                for _ in range(chunks):
                    sent.sendall(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
            except OSError:
                pass
            return sent.recv(100)

    work = f"Atelier-Work: {service.work()}\r\n"
    assert b" 413 " in said(f"{work}Content-Length: 99999999999\r\n", 0)
    assert b" 413 " in said(f"{work}Transfer-Encoding: chunked\r\n", 400)
    assert b" 403 " in said("Content-Length: 5000000\r\n", 0)
    assert b" 400 " in said(f"{work}Content-Length: -1\r\n", 0)


def test_a_full_disk_is_told_and_loses_nothing(service: Receiving) -> None:
    """What was accepted before goes on."""
    first = service.post(post_of("vooraf"))
    queue = service.state / "queue"
    branch_of(service, first[1]["token"])
    # No file can be made in what is no folder: as on a disk without room, writing fails.
    queue.rename(service.state / "away")
    queue.touch()
    status, said = service.post(post_of("vol"))
    queue.unlink()
    (service.state / "away").rename(queue)
    again = service.post(post_of("vol"))

    assert (507, "full") == (status, said["error"])
    assert 202 == again[0]


def test_nothing_of_who_sends_is_logged_or_proposed(service: Receiving) -> None:
    """Planted: an e-mail address, an internet address, a browser, a key and a private link."""
    planting = replace(service, headers={"X-Forwarded-For": "203.0.113.99", "User-Agent": "Spionnenbrowser"})
    post = post_of("geplant", mail="geplant.persoon@school.example")
    _, answer = planting.post(post)
    token = answer["token"]
    branch_of(planting, token)
    planting.post({**post, "mail": "geplant.persoon@@school"})
    planting.ask("GET", f"forget/{token}")
    planting.ask("GET", f"geplant.persoon@school.example?{token}")
    log = (service.state.parent / "receive.log").read_bytes()
    counts = service.ask("GET", "counts")[1]["text"]
    everything = (
        git_bytes(service.repository, "cat-file", "--batch-all-objects", "--batch") + log + counts.encode()
    )
    planted = ["geplant.persoon", "203.0.113", "Spionnen", post["key"], token, token.partition(".")[0]]
    held = [p.name for p in service.state.rglob("*") if p.is_file() and b"geplant.persoon" in p.read_bytes()]

    assert [] == [one for one in planted if one.encode() in everything]
    assert {"post", "proposed"} <= {json.loads(line)["event"] for line in log.splitlines()}
    assert 'outcome="accepted"' in counts
    assert ["addresses.json"] == held


def test_an_address_is_deleted_by_a_button_and_not_by_a_mail_scanner(service: Receiving) -> None:
    """A program that opens every link of a mail changes nothing."""
    service.post(post_of("met-adres", mail="meester@school.example"))
    (sender,) = [one for one in Addresses(service.state) if one.address == "meester@school.example"]
    token = Links(secrets_of(service.state, {})).make("forget", {"key": sender.key})
    looked = service.ask("GET", f"forget/{token}")
    still = sender in list(Addresses(service.state))
    pressed = service.ask("POST", f"forget/{token}", b"x")
    wrong = service.ask("POST", "forget/onzin", b"x")

    assert (200, 200, 403) == (looked[0], pressed[0], wrong[0])
    assert "<form" in looked[1]["text"]
    assert still
    assert sender not in list(Addresses(service.state))
