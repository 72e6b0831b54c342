"""A workbench whose delivery refreshes the directory in its spare time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from stashlog.api.client import Nodestash
from stashlog.api.records import PageQuery, Pipelines, RecordPage
from stashlog.domain.directory import Kind
from stashlog.domain.refresh_quota import Progress
from stashlog.sandbox.workspace import Workspace
from stashlog.services.directory import DirectoryDesk
from stashlog.services.directory_refresh import DirectoryRefresh, RecordServer
from stashlog.services.events import Announcer, DirectoryChanged
from stashlog.storage.directory import Directory
from tests.support.workbench import Workbench

COLLECTIONS = {Kind.CONTACT: "contacts", Kind.COMPANY: "companies", Kind.DEAL: "deals"}

LISTS = ("/v1/contacts", "/v1/companies", "/v1/deals", "/v1/pipelines")


class KilledError(BaseException):
    """The process is gone; nothing in it can catch this."""


@dataclass
class Refreshing:
    """A workbench and its refresh, which can be killed and started again."""

    bench: Workbench

    def __post_init__(self) -> None:
        self.connect()

    def connect(self, server: RecordServer | None = None) -> None:
        """Start the refresh as a process does."""
        bench = self.bench
        announcer = Announcer()
        announcer.subscribe(bench.events.append)
        assert isinstance(bench.server, Nodestash)
        self.desk = DirectoryDesk(bench.store)
        self.refresh = DirectoryRefresh(
            bench.folder,
            server or bench.server,
            bench.sandbox.base_url,
            bench.store.facts,
            bench.time.surroundings(),
            announcer,
        )
        bench.delivery.fill_spare_time(lambda: self.refresh)

    def restart(self) -> None:
        """End as a process ends, at whatever point it is, and start again."""
        self.desk.close()
        self.bench.restart()
        self.connect()

    def start_mortal(self, pages: int, *, after: bool) -> None:
        """Start again, to be killed at the n-th page: before it is asked for, or once it came."""
        self.restart()
        assert isinstance(self.bench.server, Nodestash)
        self.connect(MortalServer(self.bench.server, pages, after))

    def close(self) -> None:
        """Give the desk's file back; the workbench closes the rest."""
        self.desk.close()

    def start_forgetful(self) -> ForgetfulServer:
        """Start again with a server that forgets its cursors."""
        self.restart()
        assert isinstance(self.bench.server, Nodestash)
        forgetful = ForgetfulServer(self.bench.server)
        self.connect(forgetful)
        return forgetful

    def run(self, seconds: float = 600.0, until: Callable[[], bool] = lambda: False) -> None:
        """Step for so many made-up seconds, or until something holds."""
        end = self.bench.time.passed + seconds
        for _ in range(20_000):
            if until():
                return
            pause = self.bench.delivery.step()
            if pause.seconds is None or self.bench.time.passed + pause.seconds > end:
                self.bench.time.advance(max(0.0, end - self.bench.time.passed))
                return
            self.bench.time.advance(pause.seconds)
        raise AssertionError("The refresh never came to rest.")

    def asked(self) -> list[str]:
        """Return the paths of the lists that were asked for, in order."""
        paths = (request.path for request in self.bench.sandbox.ledger.requests)
        return [path for path in paths if path.startswith(LISTS)]

    @property
    def progress(self) -> Progress:
        """The progress that was announced last."""
        told = [one.progress for one in self.bench.events if isinstance(one, DirectoryChanged)]
        return told[-1]

    def differences(self) -> list[str]:
        """Return what is different between the copy and the workspace."""
        return [
            f"{kind}: {id_}"
            for kind in Kind
            for id_ in differing(self.bench.sandbox.workspace, kind, self.bench.folder)
        ]


@dataclass
class ForgetfulServer:
    """The real server, which knows no cursor any more that it gave while it was forgetting them."""

    server: Nodestash
    forgets: bool = True
    forgotten: set[str] = field(default_factory=set)

    def list_page(self, key: str, query: PageQuery) -> RecordPage:
        """Fetch a page, unless its cursor is forgotten."""
        if query.cursor in self.forgotten:
            return self.server.list_page(key, query.replaced(cursor="forgotten"))
        page = self.server.list_page(key, query)
        if self.forgets and page.cursor is not None:
            # Told apart from the one that it will give for the same place later.
            page = replace(page, cursor=f"{page.cursor}#{len(self.forgotten)}")
            self.forgotten.add(str(page.cursor))
        return page

    def list_pipelines(self, key: str) -> Pipelines:
        """Fetch the pipelines."""
        return self.server.list_pipelines(key)


@dataclass
class MortalServer:
    """The real server, whose process is killed at the n-th page: before it asks, or after."""

    server: Nodestash
    pages: int
    after: bool = False

    def list_page(self, key: str, query: PageQuery) -> RecordPage:
        """Fetch a page, unless this is where it ends."""
        self.pages -= 1
        if self.pages == 0 and not self.after:
            raise KilledError
        page = self.server.list_page(key, query)
        if self.pages == 0:
            raise KilledError
        return page

    def list_pipelines(self, key: str) -> Pipelines:
        """Fetch the pipelines."""
        return self.server.list_pipelines(key)


def differing(workspace: Workspace, kind: Kind, folder: Path) -> list[str]:
    """Return the ids of records of which the copy and the workspace say different things."""
    there = {one.id: one.attributes for one in workspace.all(COLLECTIONS[kind])}
    with closing(Directory.open(folder)) as directory:
        wrong = [id_ for id_, values in there.items() if not _same(directory, id_, values)]
        unknown = [id_ for id_ in wrong if not directory.get(id_)]
        surplus = directory.count(kind) - (len(there) - len(unknown))
    return wrong + [f"{surplus} more"] * bool(surplus)


def _same(directory: Directory, record_id: str, values: dict[str, object]) -> bool:
    record = directory.get(record_id)
    if record is None:
        return False
    person = " ".join(str(values[name]) for name in ("first_name", "last_name") if values.get(name))
    title = values.get("name") or (person if record.kind is Kind.CONTACT else values.get("title"))
    changed = datetime.fromisoformat(str(values["updated_at"])).astimezone(UTC)
    pairs = (
        (record.title, title),
        (record.email, values.get("email")),
        (record.phone, values.get("phone")),
        (record.domain, values.get("domain")),
        (record.company_id, values.get("company_id")),
        (record.updated_at, f"{changed:%Y-%m-%dT%H:%M:%S.%fZ}"),
    )
    return all((mine or "") == (theirs or "") for mine, theirs in pairs) and not record.missing


def crowd(workspace: Workspace, contacts: int, first: int = 0) -> None:
    """Put so many more contacts into a workspace, changed one after the other, long ago."""
    companies = [company.id for company in workspace.companies]
    for number in range(first, first + contacts):
        day, minute = divmod(number, 1440)
        changed = f"2025-01-{day + 1:02}T{minute // 60:02}:{minute % 60:02}:00Z"
        attributes: dict[str, object] = {
            "email": f"person{number}@crowd.example",
            "first_name": f"Person{number}",
            "last_name": "Crowd",
            "phone": f"+49 30 {number:07}",
            "company_id": companies[number % len(companies)],
            "title": None,
            "source": None,
            "custom_fields": {},
            "tags": [],
            "created_at": changed,
            "updated_at": changed,
        }
        workspace.store("contacts", f"ct_crowd{number:06}", attributes)
