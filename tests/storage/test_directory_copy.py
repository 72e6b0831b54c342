"""What nodestash lists takes the place of what was known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stashlog.domain.directory import Kind
from tests.support.directories import Shelf, company, contact, deal, many_contacts
from tests.support.items import later


@pytest.fixture
def shelf(folder: Path) -> Iterator[Shelf]:
    """An empty directory."""
    opened = Shelf.open(folder)
    yield opened
    opened.directory.close()


def test_a_new_name_takes_the_place_of_the_old_one(shelf: Shelf) -> None:
    shelf.put(contact(1, "Anna Weiß"))
    shelf.put(contact(1, "Anna Schwarz"))
    assert shelf.titles(Kind.CONTACT, "weiss") == []
    assert shelf.titles(Kind.CONTACT, "schwarz") == ["Anna Schwarz"]
    assert shelf.directory.count(Kind.CONTACT) == 1


def test_only_what_is_different_counts_as_changed(shelf: Shelf) -> None:
    one, two = contact(1, "Anna", updated_at="1"), contact(2, "Otto", updated_at="1")
    assert shelf.copy.put([one, two], 1) == 2
    assert shelf.copy.put([one, contact(2, "Otto B", updated_at="2")], 2) == 1


def test_people_are_found_by_the_new_name_of_their_company(shelf: Shelf) -> None:
    shelf.put(contact(1, "Anna", company_id="co_000001"), company(1, "Initech"))
    assert shelf.titles(Kind.CONTACT, "initech") == ["Anna"]
    shelf.put(company(1, "Hooli", domain="hooli.example"))
    assert shelf.titles(Kind.CONTACT, "initech") == []
    assert shelf.titles(Kind.CONTACT, "hooli") == ["Anna"]


def test_hundreds_are_found_by_a_new_name_in_pieces_and_after_a_restart(
    shelf: Shelf, folder: Path
) -> None:
    people = [contact(n, f"Anna {n}", company_id="co_000001") for n in range(350)]
    shelf.put(company(1, "Initech"), *people)
    shelf.put(company(1, "Hooli"))
    assert len(shelf.titles(Kind.CONTACT, "hooli", limit=2000)) == 100
    shelf.directory.close()
    again = Shelf.open(folder)
    pieces = 0
    while again.copy.find_anew():
        pieces += 1
    assert pieces == 3
    assert again.titles(Kind.CONTACT, "hooli 349") == ["Anna 349"]
    assert again.titles(Kind.CONTACT, "initech") == []
    again.directory.close()


def test_a_second_new_name_begins_the_pieces_again(shelf: Shelf) -> None:
    people = [contact(n, f"Anna {n}", company_id="co_000001") for n in range(250)]
    shelf.put(company(1, "Initech"), *people)
    shelf.put(company(1, "Hooli"))
    assert shelf.copy.find_anew()
    shelf.put(company(1, "Umbra"))
    while shelf.copy.find_anew():
        pass
    assert shelf.titles(Kind.CONTACT, "umbra 249") == ["Anna 249"]
    assert shelf.titles(Kind.CONTACT, "hooli") == []


def test_a_full_pass_forgets_what_it_did_not_see(shelf: Shelf) -> None:
    shelf.copy.put([contact(1, "Anna"), contact(2, "Otto"), contact(3, "Ida")], 1)
    shelf.copy.put([company(1, "Initech")], 1)
    shelf.copy.put([contact(2, "Otto"), contact(3, "Ida B")], 2)
    assert shelf.copy.sweep(Kind.CONTACT, 2, 50) == 1
    assert shelf.titles(Kind.CONTACT, "anna") == []
    assert shelf.titles(Kind.CONTACT, "otto") == ["Otto"]
    assert shelf.titles(Kind.CONTACT, "ida") == ["Ida B"]
    assert shelf.titles(Kind.COMPANY, "initech") == ["Initech"]


def test_a_sweep_of_many_leaves_nothing_in_the_index(shelf: Shelf) -> None:
    shelf.copy.put([*many_contacts(1200)], 1)
    assert shelf.copy.sweep(Kind.CONTACT, 2, 700) == 700
    assert shelf.copy.sweep(Kind.CONTACT, 2, 700) == 500
    assert shelf.copy.sweep(Kind.CONTACT, 2, 700) == 0
    assert shelf.titles(Kind.CONTACT, "example") == []
    matching = "SELECT count(*) FROM words WHERE words MATCH '\"example\"'"
    assert shelf.database.rows(matching) == [(0,)]


def test_records_are_the_same_by_the_time_of_their_last_change(shelf: Shelf) -> None:
    known = [contact(1, "Anna", updated_at="1"), contact(2, "Otto", updated_at="2")]
    shelf.copy.put(known, 1)
    assert shelf.copy.same(known)
    assert not shelf.copy.same([*known, contact(3, "Ida", updated_at="1")])
    assert not shelf.copy.same([contact(1, "Anna", updated_at="2")])


def test_clearing_forgets_everything(shelf: Shelf) -> None:
    shelf.put(contact(1, "Anna"), deal(1, "Fleet"))
    shelf.directory.used(["ct_000001"], later(0))
    shelf.copy.clear()
    assert shelf.titles(Kind.CONTACT, "") == []
    assert shelf.titles(Kind.DEAL, "fleet") == []
    shelf.put(contact(1, "Anna"))
    assert shelf.titles(Kind.CONTACT, "ann") == ["Anna"]
    assert shelf.directory.search(Kind.CONTACT, "ann")[0].last_activity_at is None


def test_the_index_and_the_records_always_agree(shelf: Shelf) -> None:
    for round_ in range(3):
        shelf.copy.put([*many_contacts(60, seed=round_)], round_)
        shelf.copy.put([deal(n, f"Deal {n}", closed=n % (round_ + 2) == 0) for n in range(30)], 1)
    shelf.copy.sweep(Kind.DEAL, 0, 50)
    texts = shelf.database.rows("SELECT position, name_words FROM records")
    for position, name_words in texts:
        piece = str(name_words)[1:6].replace('"', "")
        sql = "SELECT rowid FROM words WHERE words MATCH ?"
        assert (position,) in shelf.database.rows(sql, [f'"{piece}"'])
    everything = shelf.database.rows("SELECT count(*) FROM words")
    assert everything == [(len(texts),)]
