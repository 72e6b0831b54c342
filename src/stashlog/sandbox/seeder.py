"""Makes single records out of word lists and dice."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass, field

from stashlog.sandbox import seed_words as words
from stashlog.sandbox.answers import JsonObject
from stashlog.sandbox.workspace import KINDS, Record, Workspace, api_time

_DAY = 86_400
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_PLAIN = str.maketrans({"ß": "ss", "ł": "l", "Ł": "L", "\u0131": "i"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def _ascii_slug(text: str, country: words.Country) -> str:
    """A name as it appears in addresses: lower-case ASCII letters, digits and hyphens."""
    local = text.translate(_UMLAUTS) if country is words.GERMANY else text
    plain = unicodedata.normalize("NFKD", local.translate(_PLAIN))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")


@dataclass
class Seeder:
    """One run of making records.

    Attributes:
        workspace: Where they go.
        dice: Every choice comes from here.
        now: Unix seconds; creation times lie before it.
        addresses: E-mail and web addresses given away so far.
    """

    workspace: Workspace
    dice: random.Random
    now: float
    addresses: set[str] = field(default_factory=set)

    def new_id(self, collection: str) -> str:
        """An id with 6 to 21 characters after its prefix, as in the documented samples."""
        length = self.dice.randint(6, 21)
        return KINDS[collection][1] + "".join(self.dice.choices(_LETTERS, k=length))

    def times(self) -> JsonObject:
        """Creation within the last two years, an update since then."""
        created = self.now - self.dice.uniform(5, 700) * _DAY
        updated = self.dice.uniform(created, self.now - _DAY)
        return {"created_at": api_time(created), "updated_at": api_time(updated)}

    def some(self, choices: tuple[str, ...], chance: float) -> str | None:
        """One of the choices, or null."""
        return self.dice.choice(choices) if self.dice.random() < chance else None

    def tags(self, choices: tuple[str, ...]) -> list[str]:
        """None to three tags."""
        return self.dice.sample(choices, self.dice.choice((0, 0, 1, 1, 2, 3)))

    def phone(self, country: words.Country) -> str | None:
        """A number in one of the country's notations, or null."""
        pattern = self.some(country.phones, 0.87)
        return pattern and "".join(
            str(self.dice.randrange(10)) if sign == "#" else sign for sign in pattern
        )

    def company(self, country: words.Country, record_id: str | None) -> Record:
        """One company with a name and domain of its own."""
        taken = {str(one.attributes["name"]) for one in self.workspace.companies}
        name = self._company_name(country)
        while name in taken:
            name = self._company_name(country)
        domain = self._unused(f"{_ascii_slug(name, country)[:40].rstrip('-')}{{}}.example")
        attributes: JsonObject = {
            "name": name,
            "domain": domain if self.dice.random() < 0.93 else None,
            "industry": self.some(words.INDUSTRIES, 0.85),
            "size": self.some(words.SIZES, 0.8),
            "custom_fields": {},
            "tags": self.tags(words.COMPANY_TAGS),
            **self.times(),
        }
        return self.workspace.store("companies", record_id or self.new_id("companies"), attributes)

    def _unused(self, pattern: str) -> str:
        """An address that nobody has yet: the pattern with nothing or a number filled in."""
        address, number = pattern.format(""), 1
        while address in self.addresses:
            number += 1
            address = pattern.format(number)
        self.addresses.add(address)
        return address

    def _company_name(self, country: words.Country) -> str:
        pattern = self.dice.choice(country.companies)
        first = self.dice.choice(country.last_names)
        text = pattern.replace("{last}", first, 1)
        return text.format(
            last=self.dice.choice(country.last_names),
            town=self.dice.choice(country.towns),
            trade=self.dice.choice(country.trades),
        )

    def contact(
        self,
        country: words.Country,
        company: Record | None,
        name: tuple[str | None, str | None],
        record_id: str | None = None,
    ) -> Record:
        """One person, perhaps without a company, a phone or an e-mail address."""
        domain = company.attributes["domain"] if company else None
        local = ".".join(_ascii_slug(part, country) for part in name if part)
        email = self._unused(f"{local}{{}}@{domain or 'mail.example'}")
        has_email = self.dice.random() < 0.92
        attributes: JsonObject = {
            "email": email if has_email else None,
            "first_name": name[0],
            "last_name": name[1],
            "phone": self.phone(country),
            "company_id": company.id if company else None,
            "title": self.some(country.titles, 0.7),
            "source": self.some(words.SOURCES, 0.6),
            "custom_fields": {},
            "tags": self.tags(words.CONTACT_TAGS),
            **self.times(),
        }
        return self.workspace.store("contacts", record_id or self.new_id("contacts"), attributes)

    def deal(self, contact: Record, company: Record, record_id: str | None) -> Record:
        """One deal, won or lost in two cases of five; closing is all that marks it so."""
        pipeline, _, stages = self.dice.choice(words.PIPELINES)
        kinds = ("open",) if record_id or self.dice.random() < 0.6 else ("won", "lost")
        stage = self.dice.choice([i for i, one in enumerate(stages) if one[1] in kinds])
        title = self.dice.choice(words.DEAL_WORDS)
        times = self.times()
        due = api_time(self.now + self.dice.uniform(-20, 200) * _DAY)[:10]
        attributes: JsonObject = {
            "title": title.format(company=company.attributes["name"], year=api_time(self.now)[:4]),
            "value": f"{self.dice.randint(4, 2400) * 50}.00" if self.dice.random() < 0.9 else None,
            "currency": self.dice.choice(words.COUNTRIES[:6]).currency,
            "pipeline_id": pipeline,
            "stage_id": stage_id(pipeline, stage),
            "contact_id": contact.id,
            "company_id": company.id,
            "owner_id": None,
            "expected_close_date": due if self.dice.random() < 0.8 else None,
            "closed_at": None if kinds == ("open",) else times["updated_at"],
            "custom_fields": {},
            "tags": self.tags(words.DEAL_TAGS),
            **times,
        }
        return self.workspace.store("deals", record_id or self.new_id("deals"), attributes)

    def activity(self, contact: Record) -> Record:
        """One activity of the past, by a colleague."""
        kind = self.dice.choice(("call", "call", "email", "meeting", "note", "task"))
        is_done = kind != "task" or self.dice.random() < 0.4
        times = self.times()
        attributes: JsonObject = {
            "type": kind,
            "subject": self.dice.choice(words.CALL_SUBJECTS),
            "body": self.some(("Spoke to reception only.", "Möchte im Mai erneut sprechen."), 0.5),
            "contact_id": contact.id,
            "company_id": contact.attributes["company_id"],
            "deal_id": None,
            "owner_id": None,
            "is_done": is_done,
            "due_date": api_time(self.now + 7 * _DAY) if kind == "task" else None,
            "completed_at": times["updated_at"] if is_done else None,
            "metadata": {},
            "tags": [],
            **times,
        }
        return self.workspace.store("activities", self.new_id("activities"), attributes)


def stage_id(pipeline_id: str, index: int) -> str:
    """The id of a pipeline's stage."""
    return f"st_{pipeline_id.removeprefix('pl_')}{index + 1}"
