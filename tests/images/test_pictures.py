"""Images of contributors from file to page: what is shown of them, what never is, and what is refused."""

from __future__ import annotations

import io
import json
import os
import re
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from typer.testing import CliRunner

from atelier.catalogue.catalogue import Catalogue
from atelier.checks.check import check
from atelier.cli.app import app
from atelier.images import cache as picturecache
from atelier.images.cache import CACHE, PictureCache, RenditionsFailedError
from atelier.images.header import BYTE_LIMIT, Header, Refusal, read_header
from atelier.images.picture import sizes_of
from atelier.images.renditions import Encoded, make_renditions, upright_size
from atelier.render.renderer import Renderer
from atelier.site.pages import Pages
from tests.fixtures.catalogues import INTROS, SITE
from tests.fixtures.pictures import ODD, XMP, empty_png, exif, photo, saved
from tests.fixtures.serving import snapshot
from tests.fixtures.sites import TODAY, run


def encoded(data: bytes) -> list[Encoded]:
    header = read_header(data)
    return make_renditions(data, header) if isinstance(header, Header) else []


def sizes(data: bytes) -> list[tuple[int, int]]:
    """The sizes in which an image will be shown, as a check knows them."""
    header = read_header(data)
    size = upright_size(data, header) if isinstance(header, Header) else None
    return sizes_of(size) if size else []


def shown(data: bytes) -> Image.Image:
    """The widest rendition of an image, as a browser decodes it."""
    return Image.open(io.BytesIO(encoded(data)[0].webp))


def dot(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    """The colour of one dot."""
    return cast("tuple[int, ...]", image.getpixel((x, y)))


def chunks(webp: bytes) -> set[bytes]:
    return set(re.findall(rb"(VP8[ LX]|ALPH|ANIM|ANMF|ICCP|EXIF|XMP )", webp))


def show(root: Path, name: str, data: bytes, slug: str = "met-foto") -> None:
    """Let an initiative of the small site name an image in its front matter and in its body."""
    (root / "initiatives" / name).write_bytes(data)
    (root / "initiatives" / f"{slug}.md").write_text(
        "---\ntitle: Met foto\nsummary: Een initiatief met een foto.\npillar: ondernemerschap\n"
        "partners:\n  - alfa-college\ncontact:\n  organisation: alfa-college\nstatus: active\n"
        f'image:\n  file: {name}\n  alt: Een veld van "licht" & donker\n---\n\n'
        f'Kijk: ![Licht & "donker"]({name} "Van links")\n',
        encoding="utf-8",
    )


def told(root: Path) -> list[tuple[str, str, int]]:
    return [(problem.code, problem.path, problem.line) for problem in check(root, TODAY).problems]


def catalogue_of(root: Path) -> Catalogue:
    catalogue = check(root, TODAY).catalogue
    assert catalogue is not None
    return catalogue


def made_of(root: Path) -> dict[str, bytes]:
    """The renditions of all pictures, made as a build makes them, by where they are kept."""
    files = PictureCache(root).renditions(catalogue_of(root).pictures)
    return {file: Path(file).read_bytes() for several in files.values() for file in several}


def page_of(catalogue: Catalogue) -> str:
    page = next(p for p in Pages(catalogue, SITE, INTROS) if p.url == "initiatives/met-foto/")
    return Renderer(catalogue, SITE).content(page)


# What is shown


@pytest.mark.parametrize(
    ("width", "widths"),
    [(3000, [1440, 960, 480]), (1000, [1000, 960, 480]), (480, [480]), (479, [479]), (1, [1])],
)
def test_renditions_are_never_wider_than_the_original(width: int, widths: list[int]) -> None:
    """Three widths of a large photo, fewer of a small one; the shape stays."""
    made = encoded(saved(photo(width, width * 2), "JPEG"))

    assert widths == [one.width for one in made]
    assert all(one.height == one.width * 2 for one in made)


@pytest.mark.parametrize("name", ODD)
def test_every_kind_of_image_can_be_shown(name: str) -> None:
    """Whatever its colours, depth or movement, one still picture of the same size comes out."""
    (made,) = encoded(ODD[name][1])

    assert (60, 40) == made[:2]
    assert chunks(made.webp) <= {b"VP8 ", b"VP8X", b"ALPH"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_shown_upright(orientation: int) -> None:
    """However the camera was held, light stands where it stood in the first place."""
    seen = photo(300, 200)
    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    seen.paste("white", (0, 0, 100, 60))
    held = seen.transpose(turn[orientation]) if orientation in turn else seen
    upright = shown(saved(held, "JPEG", exif=exif(orientation=orientation), quality=95))

    assert (300, 200) == upright.size
    assert min(dot(upright, 30, 30)) > 240
    assert dot(upright, 30, 150)[0] != dot(upright, 270, 150)[0]


def test_transparency_stays() -> None:
    """What was see-through in a PNG is so on the page."""
    image = Image.new("RGBA", (90, 90), (255, 0, 0, 255))
    image.paste((0, 0, 0, 0), (0, 0, 45, 90))
    made = shown(saved(image, "PNG"))

    assert 0 == dot(made, 10, 10)[3]
    assert 255 == dot(made, 80, 80)[3]


def test_sixteen_bits_of_grey_stay_grey() -> None:
    """A scan of 16 bits is no white sheet."""
    made = shown(saved(Image.new("I;16", (60, 40), 0x8000), "PNG"))

    assert 120 < dot(made, 30, 20)[0] < 136


def test_colours_of_a_profile_are_those_of_the_web() -> None:
    """A photo with a profile of its own looks the same without it; a damaged profile is left out."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"....").replace(b"bXYZ", b"rXYZ").replace(b"....", b"bXYZ")
    image = Image.new("RGB", (60, 40), (200, 50, 50))
    made = {p: dot(shown(saved(image, "PNG", icc_profile=p)), 9, 9) for p in (srgb, swapped, b"damaged")}

    assert made[srgb][0] > 190 > 60 > made[srgb][2]
    assert made[swapped][2] > 190 > 60 > made[swapped][0]
    assert made[srgb] == made[b"damaged"]


def test_the_same_bytes_always_give_the_same_renditions() -> None:
    """Two builds on two machines publish the same files."""
    data = saved(photo(1500, 900), "JPEG")

    assert encoded(data) == encoded(data)


def test_a_page_offers_every_width(small: Path) -> None:
    """Figure and body alike: three widths, the shape, what is to be seen, and nothing that moves late."""
    show(small, "foto.jpg", saved(photo(2000, 1000), "JPEG"))
    catalogue = catalogue_of(small)
    digest = re.findall(r"foto-([0-9a-f]{8})-480", page_of(catalogue))[0]
    names = {width: f"foto-{digest}-{width}.webp" for width in (480, 960, 1440)}
    start = (
        f'<img src="{names[1440]}" srcset="{names[480]} 480w, {names[960]} 960w, {names[1440]} 1440w" '
        'sizes="(min-width: 60em) 680px, 94vw" width="1440" height="720" '
    )
    end = ' loading="lazy" decoding="async">'

    assert [
        f"{start}alt=\"Een veld van &#34;licht&#34; &amp; donker\"{end}",
        f'{start}alt="Licht &amp; &#34;donker&#34;" title="Van links"{end}',
    ] == re.findall("<img src=[^>]*>", page_of(catalogue))  # fmt: skip


def test_a_card_may_show_the_smallest(small: Path) -> None:
    """The catalogue has the picture of an initiative at hand, and None where there is none."""
    show(small, "foto.jpg", saved(photo(2000, 1000), "JPEG"))
    catalogue = catalogue_of(small)
    picture = catalogue.picture(catalogue.initiatives["met-foto"])

    assert catalogue.picture(catalogue.initiatives["oud-plan"]) is None
    assert picture is not None
    assert (480, 240) == picture.smallest[1:]


@pytest.mark.slow
def test_bodies_of_the_register_show_images_too(small: Path) -> None:
    """A partner's image stands beside the partner's page, in the same widths."""
    (small / "docs/partners/gebouw.webp").write_bytes(saved(photo(1000, 500), "WEBP"))
    with (small / "docs/partners/alfa-college.md").open("a", encoding="utf-8") as opened:
        opened.write("\n![Het gebouw](gebouw.webp)\n")
    assert run("mkdocs", "build", cwd=small).returncode == 0
    folder = small / "site" / "partners" / "alfa-college"
    page = (folder / "index.html").read_text(encoding="utf-8")
    named = re.findall(r"(gebouw-[0-9a-f]{8}-\d+\.webp) \d+w", page)

    assert sorted(named) == sorted(file.name for file in folder.glob("*.webp"))
    assert 3 == len(named)
    assert not list((small / "site").rglob("gebouw.webp"))


# What never is


@pytest.mark.slow
def test_nothing_but_pixels_is_published(small: Path) -> None:
    """No place, no maker, no profile, no remark and no file behind the image, of any kind of original."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    secrets = (b"GPSLatitude", b"Telefoonmaker", b"Robin Maker", b"geheime opmerking", b"verstopt bestand")
    own = {"JPEG": {"xmp": XMP, "comment": secrets[3]}, "WEBP": {"xmp": XMP}, "PNG": {}}
    originals = []
    for kind, options in own.items():
        written = exif(orientation=6, place=True)
        data = saved(photo(700, 1000), kind, exif=written, icc_profile=srgb, **options) + secrets[4]
        show(small, f"foto.{kind.lower()}", data, slug=f"foto-{kind.lower()}")
        originals.append(data)
    assert run("mkdocs", "build", cwd=small).returncode == 0
    published = snapshot(small / "site")
    made = [name for name in published if "/foto-" in name and name.endswith(".webp")]

    assert 9 == len(made)
    assert [] == [name for name, data in published.items() if data in originals]
    assert [] == [name for name in made if any(secret in published[name] for secret in secrets)]
    for name in made:
        assert {b"VP8 "} == chunks(published[name])
        with Image.open(small / "site" / name) as image:
            assert not dict(image.getexif())
            assert {"icc_profile", "exif", "xmp", "comment"}.isdisjoint(image.info)


def test_who_shows_a_place_hears_of_it(small: Path) -> None:
    """The site takes the place out, the repository cannot: a warning says so."""
    show(small, "foto.jpg", saved(photo(90, 60), "JPEG", exif=exif(place=True)))

    assert [("image-place", "initiatives/met-foto.md", 11)] == told(small)


# What is refused


def truncated(kind: str, **options: object) -> bytes:
    data = saved(photo(400, 300), kind, **options)
    return data[: len(data) * 2 // 3]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("foto.jpg", truncated("JPEG"), "image-broken"),
        ("foto.jpg", truncated("JPEG", progressive=True), "image-broken"),
        ("foto.png", truncated("PNG"), "image-broken"),
        ("foto.webp", truncated("WEBP"), "image-broken"),
        ("foto.png", empty_png(400, 300), "image-broken"),
        ("foto.png", empty_png(6025, 4000), "image-pixels"),
        ("foto.png", empty_png(100_000, 100_000), "image-pixels"),
        ("foto.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image-content"),
        ("foto.jpg", b"", "image-content"),
        ("foto.png", saved(photo(40, 30), "JPEG"), "image-kind"),
    ],
)
def test_a_bad_image_is_told_where_it_is_named(name: str, data: bytes, code: str, small: Path) -> None:
    """One problem for one image, at the line that names it first; the others and the file beside it."""
    show(small, name, data)
    (problem,) = check(small, TODAY).problems

    assert (code, "initiatives/met-foto.md", "image.file", 11) == (
        problem.code,
        problem.path,
        problem.field,
        problem.line,
    )
    assert [(f"initiatives/{name}", 1), ("initiatives/met-foto.md", 15)] == [
        (place.path, place.line) for place in problem.related
    ]


def test_a_file_that_lies_about_its_size_is_broken() -> None:
    """The decoder may not make more pixels than the header promised."""
    data = bytearray(saved(photo(400, 300), "WEBP", exif=exif()))
    data[24:27] = (39).to_bytes(3, "little")

    assert [] == encoded(bytes(data))


def test_a_file_that_is_too_big_is_not_read(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file of gigabytes not a byte comes into memory."""
    show(small, "foto.png", saved(photo(40, 30), "PNG"))
    seen: list[int] = []

    def header_of(data: bytes) -> Header | Refusal:
        seen.append(len(data))
        return read_header(data)

    monkeypatch.setattr(picturecache, "read_header", header_of)
    for size in (4 * 1024**3, BYTE_LIMIT + 1):
        os.truncate(small / "initiatives" / "foto.png", size)

        assert [("image-too-big", "initiatives/met-foto.md", 11)] == told(small)
    assert max(seen) < 1000  # of the other image


@pytest.mark.slow
def test_a_broken_image_stops_the_build_and_leaves_the_site(small: Path) -> None:
    """The check tells it, the build stops on it, and the site that is there stays as it is."""
    assert run("mkdocs", "build", cwd=small).returncode == 0
    before = snapshot(small / "site")
    show(small, "foto.jpg", truncated("JPEG"))
    checked = run("atelier", "check", "initiatives/foto.jpg", cwd=small)
    built = run("mkdocs", "build", cwd=small)

    assert (1, 1) == (checked.returncode, built.returncode)
    assert "met-foto.md:11:9: Bestand van de foto (image.file)" in checked.stdout
    assert "met-foto.md:11:9: Bestand van de foto (image.file)" in built.stderr
    assert "Traceback" not in built.stderr
    assert before == snapshot(small / "site")


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@settings(max_examples=60)
@given(st.sampled_from(sorted(ODD)), st.integers(0, 3000), st.binary(min_size=1, max_size=20))
def test_any_damage_is_shown_or_refused(name: str, at: int, damage: bytes) -> None:
    """Images with bytes overwritten end in renditions or in none, never in a traceback; a check knows which."""
    data = ODD[name][1]
    damaged = data[:at] + damage + data[at + len(damage) :]
    made = encoded(damaged)

    assert all(one.webp.startswith(b"RIFF") for one in made)
    assert sizes(damaged) == [one[:2] for one in made]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("width", "height"), [(3001, 1777), (333, 2001), (961, 959), (2000, 1)])
def test_a_check_knows_every_size(width: int, height: int, orientation: int) -> None:
    """Pages name the sizes that a check tells, and browsers get those that a build makes."""
    data = saved(Image.new("RGB", (width, height)), "JPEG", exif=exif(orientation=orientation))

    assert sizes(data) == [one[:2] for one in encoded(data)]


# What is kept


def test_a_second_check_makes_nothing(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was made is kept; a file that did not change is not even read."""
    monkeypatch.setattr("atelier.store.contents.SETTLED", 0)
    show(small, "foto.jpg", saved(photo(1000, 700), "JPEG"))
    first = catalogue_of(small).pictures
    monkeypatch.setattr(picturecache, "read_header", lambda data: pytest.fail("it was read"))

    assert first == catalogue_of(small).pictures


def test_a_file_that_moved_or_was_touched_is_not_made_again(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is known and made is found by what is in the file, not by its name or its time."""
    data = saved(photo(1000, 700), "JPEG")
    show(small, "foto.jpg", data)
    first = made_of(small)
    (small / "initiatives" / "foto.jpg").unlink()
    show(small, "later.jpg", data)
    for name in ("upright_size", "make_renditions"):
        monkeypatch.setattr(f"atelier.images.renditions.{name}", lambda *_: pytest.fail("it was decoded"))

    assert first == made_of(small)


def test_a_changed_image_is_a_new_one(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another picture under the same name gets another address, also at the same size and time."""
    monkeypatch.setattr("atelier.store.contents.SETTLED", 0)
    file = small / "initiatives" / "foto.png"
    show(small, "foto.png", empty := saved(Image.new("RGB", (50, 50), "red"), "PNG"))
    first = catalogue_of(small).pictures["initiatives/foto.png"]
    times = file.stat()
    file.write_bytes(other := saved(Image.new("RGB", (50, 50), "lime"), "PNG"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))

    assert len(empty) == len(other)
    assert first != catalogue_of(small).pictures["initiatives/foto.png"]


@pytest.mark.slow
def test_a_check_makes_no_rendition(small: Path) -> None:
    """It keeps what it found out, and nothing else; a build makes every width, and keeps it."""
    show(small, "foto.jpg", saved(photo(2000, 1000), "JPEG"))
    assert run("atelier", "check", cwd=small).returncode == 0
    checked = set(snapshot(small / CACHE))
    assert run("mkdocs", "build", cwd=small).returncode == 0
    built = set(snapshot(small / CACHE))
    others = 1  # the small site shows an image of its own, in one width

    assert [".json"] == [Path(name).suffix for name in checked]
    assert [".webp"] * (3 + others) == [Path(name).suffix for name in built - checked]


@pytest.mark.parametrize("lost", [480, 1440])
def test_what_was_half_made_is_made_again(lost: int, small: Path) -> None:
    """A run that was broken off leaves nothing behind that is taken for whole."""
    show(small, "foto.jpg", saved(photo(1500, 700), "JPEG"))
    first = made_of(small)
    (gone,) = [Path(name) for name in first if name.endswith(f"-{lost}.webp")]
    gone.unlink()

    assert first == made_of(small)


@pytest.mark.parametrize("now", [None, saved(Image.new("RGB", (50, 50), "lime"), "PNG")])
def test_an_image_that_changed_since_the_check_is_not_shown(now: bytes | None, small: Path) -> None:
    """What is published is what was checked."""
    show(small, "foto.png", saved(Image.new("RGB", (50, 50), "red"), "PNG"))
    pictures = catalogue_of(small).pictures
    file = small / "initiatives" / "foto.png"
    file.unlink()
    if now:
        file.write_bytes(now)
    with pytest.raises(RenditionsFailedError, match=r"initiatives/foto\.png"):
        PictureCache(small).renditions(pictures)


def test_nothing_half_written_stays(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up ends the run, and leaves no part of a file."""
    show(small, "foto.jpg", saved(photo(1500, 700), "JPEG"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("atelier.store.files.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        check(small, TODAY)

    assert [] == list((small / CACHE).iterdir())


def test_a_folder_that_cannot_be_written_can_be_checked(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A read-only checkout is checked as well; root may write anywhere, so the answer is given by hand."""
    show(small, "foto.jpg", saved(photo(1500, 700), "JPEG"))
    monkeypatch.setattr("atelier.images.cache.os.access", lambda *_: False)

    assert {"atelier-images-"} == {Path(file).parent.name[:15] for file in made_of(small)}
    assert [] == list((small / CACHE).iterdir())


def test_a_problem_of_an_image_is_json(small: Path) -> None:
    """Programs get the image beside the line that names it."""
    show(small, "foto.png", b"GIF89a")
    result = CliRunner().invoke(app, ["check", "--format", "json", "--root", str(small)])
    problem, *remarks = json.loads(result.stdout)["problems"]
    assert {"warning"} == {remark["severity"] for remark in remarks}

    assert ("image-content", "initiatives/met-foto.md") == (problem["code"], problem["path"])
    assert {"path": "initiatives/foto.png", "line": 1} in problem["related"]


def test_an_image_shared_by_two_is_one_thing_to_mend(small: Path) -> None:
    """Two files that name a broken image get one problem, that shows when either is checked."""
    show(small, "foto.png", b"GIF89a")
    text = (small / "initiatives" / "met-foto.md").read_text(encoding="utf-8")
    (small / "initiatives" / "ook-met-foto.md").write_text(text, encoding="utf-8")
    (problem,) = check(small, TODAY).problems

    assert problem.touches(frozenset({"initiatives/ook-met-foto.md"}))
