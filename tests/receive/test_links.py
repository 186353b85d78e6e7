"""Private links, and the file of e-mail addresses."""

from __future__ import annotations

import datetime
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from atelier.receive.addresses import FILE, Addresses
from atelier.receive.links import LinkError, Links, OldLinkError, secrets_of

OLD, NEW = "an old secret of 32 characters ..", "a new secret of 32 characters ..."
DAY = datetime.date(2026, 11, 29)
SIXTY = datetime.timedelta(days=60)


def test_a_link_is_read_as_it_was_made() -> None:
    links = Links([NEW])

    assert {"id": "k3j"} == links.read("change", links.make("change", {"id": "k3j"}))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: f"{token}x",
        lambda token: "A" + token[1:],
        lambda token: token.rpartition(".")[0],
        lambda token: "",
        lambda token: "\ud800.é.x",
        lambda token: "." * 100_000,
        lambda token: Links([OLD]).make("change", {"id": "k3j"}),
        lambda token: Links([NEW]).make("confirm", {"id": "k3j"}),
    ],
)
def test_no_other_link_is_taken(spoil: Callable[[str], str]) -> None:
    """Not one that was changed, nor one of another secret or for something else."""
    links = Links([NEW])

    with pytest.raises(LinkError):
        links.read("change", spoil(links.make("change", {"id": "k3j"})))


def test_links_outlive_a_new_secret_until_the_old_one_goes() -> None:
    token = Links([OLD]).make("confirm", {"slug": "e-labs"})

    assert {"slug": "e-labs"} == Links([NEW, OLD]).read("confirm", token)
    assert Links([NEW]).read("confirm", Links([NEW, OLD]).make("confirm", {})) == {}
    with pytest.raises(LinkError):
        Links([NEW]).read("confirm", token)


def test_a_link_works_for_as_long_as_it_says() -> None:
    start = 1_800_000_000.0
    token = Links([NEW], lambda: start).make("confirm", {})
    later = Links([NEW], lambda: start + SIXTY.total_seconds() + 1)

    assert {} == Links([NEW], lambda: start + SIXTY.total_seconds() - 1).read("confirm", token, SIXTY)
    assert {} == later.read("confirm", token)
    with pytest.raises(OldLinkError):
        later.read("confirm", token, SIXTY)


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    (first,) = secrets_of(tmp_path, {})

    assert [first] == list(secrets_of(tmp_path, {}))
    assert 0o600 == stat.S_IMODE((tmp_path / "secrets").stat().st_mode)
    assert [NEW, OLD] == list(secrets_of(tmp_path, {"ATELIER_SECRETS": f"{NEW}, {OLD},"}))
    with pytest.raises(ValueError, match="32"):
        secrets_of(tmp_path, {"ATELIER_SECRETS": "short"})


def test_an_address_is_kept_for_its_records_only(tmp_path: Path) -> None:
    """It goes when its last record does, or when its owner says so."""
    addresses = Addresses(tmp_path)
    key = addresses.add("juf@school.nl", "initiatives/a.md", DAY).key
    assert key == addresses.add("juf@school.nl", "initiatives/b.md", DAY).key
    addresses.add("meester@school.nl", "initiatives/b.md", DAY.replace(year=2020))

    assert ["juf@school.nl", "meester@school.nl"] == sorted(addresses.of("initiatives/b.md"))
    addresses.expire(before=DAY)
    assert ["juf@school.nl"] == [sender.address for sender in addresses]
    addresses.leave("initiatives/a.md")
    addresses.move("initiatives/b.md", "initiatives/c.md")
    addresses.confirm("initiatives/c.md", DAY.replace(year=2027))
    (sender,) = addresses
    assert {"initiatives/c.md": DAY.replace(year=2027)} == sender.records
    assert addresses.forget(key)
    assert not addresses.forget(key)
    assert "school.nl" not in (tmp_path / FILE).read_text(encoding="utf-8")


def test_addresses_that_come_together_are_all_kept(tmp_path: Path) -> None:
    def add(number: int) -> None:
        Addresses(tmp_path).add(f"{number}@school.nl", "initiatives/a.md", DAY)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(24)))

    assert {f"{number}@school.nl" for number in range(24)} == set(Addresses(tmp_path).of("initiatives/a.md"))
    assert 0o600 == stat.S_IMODE((tmp_path / FILE).stat().st_mode)
