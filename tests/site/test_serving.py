"""The parts of ``atelier serve``: what is sent, what is news, and what counts as a change."""

from __future__ import annotations

import http.client
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from atelier.site.serve.live import Built, Live, Shown
from atelier.site.serve.server import Folder, Server, events, hosts_of, with_script
from atelier.site.serve.serving import watched
from atelier.site.serve.watch import Watch
from tests.fixtures.waiting import PATIENCE


@pytest.fixture
def live() -> Live:
    """A site that was built once."""
    live = Live()
    live.show(Built(["index.html", "deep/index.html", "assets/a.css"]))
    return live


@pytest.fixture
def server(two_pages: Path, live: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of two pages and an index."""
    index = tmp_path_factory.mktemp("index")
    (index / "words.txt").write_text("words")
    server = Server("127.0.0.1", 0, live)
    server.files = {"find/text/": Folder(index), "": Folder(two_pages)}
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def asked(server: Server, path: str, **headers: str) -> http.client.HTTPResponse:
    """The answer for a path, which is sent as it is."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=PATIENCE)
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


@pytest.mark.parametrize(
    ("path", "status", "kind", "holds"),
    [
        ("/", 200, "text/html; charset=utf-8", "Home"),
        ("/index.html", 200, "text/html; charset=utf-8", "Home"),
        ("/deep/?q=1", 200, "text/html; charset=utf-8", "Deep"),
        ("/deep", 302, "", ""),
        ("/index.wasm", 200, "application/wasm", "asm"),
        ("/find/text/words.txt", 200, "text/plain; charset=utf-8", "words"),
        ("/nowhere/", 404, "text/html; charset=utf-8", "Lost"),
        ("/_serve/reload.js", 200, "text/javascript; charset=utf-8", "EventSource"),
        ("/_serve/changes?since=x", 400, "text/plain; charset=utf-8", "since"),
    ],
)
def test_every_file_is_sent_as_what_it_is(
    server: Server, path: str, status: int, kind: str, holds: str
) -> None:
    """A page as its folder, what is not there as the page for that, and nothing is kept by a browser."""
    answer = asked(server, path)

    assert status == answer.status
    assert kind == (answer.getheader("Content-Type") or "")
    assert holds in answer.read().decode("utf-8", "replace")
    assert status == 302 or "no-store" == answer.getheader("Cache-Control")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/deep/..%2f../secret.txt",
        "/find/text/../secret.txt",
        "/..%5csecret.txt",
        "/c:/secret.txt",
        "/%00",
        "//etc/passwd",
        "/find/text//etc/passwd",
    ],
)
def test_nothing_outside_of_the_site_is_sent(server: Server, two_pages: Path, path: str) -> None:
    """However a path is written."""
    (two_pages.parent / "secret.txt").write_text("secret")

    answer = asked(server, path)

    assert 404 == answer.status
    assert "Lost" in answer.read().decode()


def test_only_this_machine_is_answered(server: Server) -> None:
    """A page of another site that leads its own name to this machine reads nothing."""
    assert 403 == asked(server, "/", Host="elsewhere.example").status
    assert 200 == asked(server, "/", Host="localhost:8000").status
    assert frozenset() == hosts_of("0.0.0.0")


def test_only_a_page_that_may_run_scripts_gets_the_script() -> None:
    """A page for a frame on another site stays as it is published."""
    tag = b'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="%s"><body></body>'
    framed, page = tag % b"default-src 'none'", tag % b"script-src 'self'"

    shown = Shown(1, "/", "")
    assert framed == with_script(framed, shown, "embed/")
    assert b'data-address="a&quot;/"' in with_script(page, shown, 'a"/')


def test_a_site_is_served_where_it_is_published(server: Server, live: Live) -> None:
    """Below the same path, because what is not found leads back from any depth; the root leads there."""
    live.show(Built(["index.html"], path="/atelier/"))

    assert "Home" in asked(server, "/atelier/").read().decode()
    assert "Deep" in asked(server, "/atelier/deep/").read().decode()
    assert "/atelier/deep/" == asked(server, "/atelier/deep").getheader("Location")
    assert "/atelier/" == asked(server, "/").getheader("Location")
    assert 404 == asked(server, "/atelier/nowhere/").status


def test_a_page_gets_all_that_changed_since_it_was_sent(live: Live) -> None:
    """Also when it asks late; what it has already is no news."""
    number, _, error_page, _ = live.now()
    assert "" == error_page
    assert None is live.news(number, 0)

    live.show(Built(["deep/index.html"]))
    live.show(Built(["assets/a.css"]))
    late = live.news(number, PATIENCE)
    assert late
    assert {"deep/", "assets/a.css"} == {*late.written}
    assert not late.everything

    live.show(Built())
    assert None is live.news(late.number, 0)


def test_an_error_is_news_for_every_page(live: Live) -> None:
    """So is its end; a second build with the same error is none."""
    before = live.now().number
    live.show(Built(errors="Fout"))
    shown, _, error_page, _ = live.now()
    assert "Fout" in error_page
    told = live.news(before, 0)
    assert told
    assert told.everything

    live.show(Built(errors="Fout"))
    assert None is live.news(shown, 0)

    live.show(Built())
    mended = live.news(shown, 0)
    assert mended
    assert ("", False) == (live.now().error_page, mended.everything)


def test_a_page_of_a_former_server_asks_for_what_changed_since(live: Live) -> None:
    """Numbers grow from one start to the next; if the clock went back, all is news."""
    number = live.now().number
    again = Live()
    again.show(Built(["deep/index.html"]))

    news, future = again.news(number, 0), again.news(number * 2, 0)
    assert news
    assert ["deep/"] == [*news.written]
    assert future
    assert future.everything


def test_changes_are_sent_as_events(live: Live) -> None:
    """The number is the event's id, which a browser sends when it asks again."""
    retry, event = (next(sent) for sent in [events(live, 0)] for _ in range(2))

    assert retry.startswith(b"retry: ")
    first, second = event.decode().strip().split("\n")
    assert f"id: {live.now().number}" == first
    assert {"", "deep/", "assets/a.css"} == {*json.loads(second.removeprefix("data: "))["written"]}


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    """A watch of a folder and a file."""
    (tmp_path / "initiatives").mkdir()
    watch = Watch({tmp_path / "initiatives", tmp_path / "later"}, {tmp_path / "mkdocs.yml"})
    yield watch
    watch.stop()


def test_every_way_of_saving_is_a_change(watch: Watch, tmp_path: Path) -> None:
    """In place, by a file beside it that takes its place, in a new folder, or by taking a file away."""
    file = tmp_path / "initiatives" / "a.md"
    temporary = file.with_name(".a.md.swp")

    def by_rename() -> None:
        temporary.write_text("new")
        temporary.replace(file)

    for change in (
        lambda: file.write_text("a"),
        by_rename,
        lambda: (tmp_path / "initiatives" / "deep").mkdir(),
        lambda: (tmp_path / "initiatives" / "deep" / "b.md").write_text("b"),
        lambda: file.unlink(),
        lambda: (tmp_path / "mkdocs.yml").write_text("site_name: a"),
        lambda: (tmp_path / "later").mkdir(),
        lambda: (tmp_path / "later" / "c.md").write_text("c"),
    ):
        change()
        assert watch.wait(PATIENCE)
        assert not watch.wait(0.3)


def test_a_folder_that_was_made_again_is_watched(watch: Watch, tmp_path: Path) -> None:
    """As when git goes to another branch and back."""
    folder = tmp_path / "initiatives"
    shutil.rmtree(folder)
    assert watch.wait(PATIENCE)
    folder.mkdir()
    assert watch.wait(PATIENCE)
    (folder / "a.md").write_text("a")

    assert watch.wait(PATIENCE)


def test_what_editors_and_builds_keep_is_no_change(watch: Watch, tmp_path: Path) -> None:
    """Hidden files, copies, what is made of the site, and that a file is read."""
    folder = tmp_path / "initiatives"
    (folder / "a.md").write_text("a")
    assert watch.wait(PATIENCE)
    (folder / ".a.md.swp").write_text("a")
    (folder / "a.md~").write_text("a")
    (tmp_path / "site").mkdir()
    (tmp_path / "README.md").write_text("a")
    (folder / "a.md").read_text()

    assert not watch.wait(0.7)


def test_a_city_s_own_templates_are_watched(small: Path) -> None:
    """With the folders of content and the settings; not the code, which is only read at the start."""
    settings = small / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("theme:\n", "theme:\n  custom_dir: eigen\n"), encoding="utf-8")

    folders, files = watched(small)

    assert {small / name for name in ("docs", "initiatives", "eigen")} <= folders
    assert small / "hooks" not in folders
    assert {settings} == files
