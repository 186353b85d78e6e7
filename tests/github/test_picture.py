"""The picture of a proposal: whatever a stranger's run left, editors open a PNG of our own."""

from __future__ import annotations

import io

import pytest
from PIL import Image, PngImagePlugin

from atelier.github import picture
from atelier.github.left import file_in
from atelier.github.picture import FILE, made_anew
from atelier.hosts.host import RefusedError
from tests.fixtures.github import archive


def png(size: tuple[int, int] = (20, 10), form: str = "PNG", **options: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "#b3471d").save(made, form, **options)
    return made.getvalue()


def test_only_the_pixels_are_kept() -> None:
    """What hides in a PNG, beside its pixels or behind its end, is gone."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "<script>alert(1)</script>")
    left = png(pnginfo=info) + b"<script>alert(2)</script>"
    made = made_anew(left)

    assert b"script" in left
    assert b"script" not in made
    assert Image.open(io.BytesIO(left)).convert("RGB").tobytes() == Image.open(io.BytesIO(made)).tobytes()
    assert [b"IHDR", b"IDAT", b"IEND"] == [
        chunk for chunk in (b"IHDR", b"IDAT", b"IEND", b"tEXt") if chunk in made
    ]


@pytest.mark.parametrize(
    "left",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        png(form="JPEG"),
        png(form="GIF"),
        png()[:40],
    ],
    ids=["nothing", "a page", "a drawing", "jpeg", "gif", "half of one"],
)
def test_anything_else_is_refused(left: bytes) -> None:
    """Only a PNG that can be read whole becomes one."""
    with pytest.raises(RefusedError):
        made_anew(left)


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file of very many pixels is not unpacked; nor is an archive that grows."""
    monkeypatch.setattr(picture, "PIXELS", 100)

    with pytest.raises(RefusedError, match="pixels"):
        made_anew(png())
    with pytest.raises(RefusedError, match="larger"):
        file_in(archive(b"0" * 2000, FILE), FILE, 1000)
