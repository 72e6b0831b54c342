"""Fills the workspace with made-up records that look real; equal seeds make equal records."""

from __future__ import annotations

import random
from functools import lru_cache

from stashlog.sandbox import seed_words as words
from stashlog.sandbox.answers import JsonObject
from stashlog.sandbox.seeder import Seeder, stage_id
from stashlog.sandbox.workspace import Record, Workspace

COMPANIES = 88
CONTACTS = 330
DEALS = 132
ACTIVITIES = 60
NAMESAKES = 6
"""Contacts who share first and last name with somebody at another company."""


def fill(workspace: Workspace, seed: int, now: float) -> None:
    """Make all records.

    Args:
        workspace: An empty one.
        seed: Equal seeds make equal records (at an equal `now`).
        now: Unix seconds; creation times lie before it.
    """
    workspace.pipelines = _pipelines()
    for collection, record_id, attributes in _records(seed, int(now)):
        workspace.store(collection, record_id, attributes)


@lru_cache(maxsize=1)
def _records(seed: int, now: int) -> list[tuple[str, str, JsonObject]]:
    """Make all records: collection, id and attributes, which are not to be changed.

    Remembered, since tests start one sandbox after the other at the same made-up moment.
    """
    workspace = Workspace(lambda: now)
    seeder = Seeder(workspace, random.Random(seed), now)  # noqa: S311 - made-up names, no secrets
    homes = _make_companies(seeder)
    _make_contacts(seeder, homes)
    companies = {company.id: company for company, _ in homes}
    employed = [one for one in workspace.contacts if one.attributes["company_id"] is not None]
    for number in range(DEALS):
        contact = employed[0] if number == 0 else seeder.dice.choice(employed)
        company = companies[str(contact.attributes["company_id"])]
        seeder.deal(contact, company, words.SAMPLE_DEAL_ID if number == 0 else None)
    for _ in range(ACTIVITIES):
        seeder.activity(seeder.dice.choice(employed))
    made = {name: workspace.all(name) for name in ("companies", "contacts", "deals", "activities")}
    return [(name, one.id, one.attributes) for name, all_ in made.items() for one in all_]


def _pipelines() -> list[JsonObject]:
    return [
        {
            "id": pipeline_id,
            "type": "pipeline",
            "attributes": {
                "id": pipeline_id,
                "name": name,
                "stages": [
                    {"id": stage_id(pipeline_id, at), "name": label, "type": kind, "position": at}
                    for at, (label, kind) in enumerate(stages)
                ],
            },
        }
        for pipeline_id, name, stages in words.PIPELINES
    ]


def _make_companies(seeder: Seeder) -> list[tuple[Record, words.Country]]:
    weights = [country.weight for country in words.COUNTRIES]
    countries = list(words.COUNTRIES)
    countries += seeder.dice.choices(countries, weights, k=COMPANIES - len(countries))
    sample_id = words.SAMPLE_COMPANY_ID
    return [
        (seeder.company(country, sample_id if number == 0 else None), country)
        for number, country in enumerate(countries)
    ]


def _make_contacts(seeder: Seeder, homes: list[tuple[Record, words.Country]]) -> None:
    dice = seeder.dice
    sample_home, sample_country = homes[0]
    sample_id = words.SAMPLE_CONTACT_ID
    seeder.contact(sample_country, sample_home, ("Jürgen", "Größmann"), sample_id)
    seen: set[tuple[str | None, str | None]] = set()
    for number in range(1, CONTACTS - NAMESAKES):
        home, country = homes[number] if number < len(homes) else dice.choice(homes)
        name: tuple[str | None, str | None] = (None, None)
        while name in seen or name == (None, None):
            name = dice.choice(country.first_names), dice.choice(country.last_names)
        seen.add(name)
        if number % 60 == 59:
            name = (None, name[1]) if number % 120 == 59 else (name[0], None)
        seeder.contact(country, None if number % 17 == 16 else home, name)
    for person in seeder.workspace.contacts[1 : NAMESAKES + 1]:
        others = [one for one in homes if one[0].id != person.attributes["company_id"]]
        home, country = dice.choice(others)
        names = person.attributes["first_name"], person.attributes["last_name"]
        seeder.contact(country, home, (str(names[0]), str(names[1])))
