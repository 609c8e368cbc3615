"""Stores a query in SQLite as the peers do: one row for each request, synced before the answer."""

import json
import sqlite3
import threading
import uuid
from datetime import UTC, datetime

SCHEMA = """
create table if not exists queries (
    id text primary key, week text not null, answers text not null, winner text not null
) without rowid
"""


class Storage:
    """A connection for each thread."""

    def __init__(self, path: str):
        self.path = path
        self.local = threading.local()
        self.connection().execute(SCHEMA)

    def connection(self) -> sqlite3.Connection:
        if not hasattr(self.local, "connection"):
            connection = sqlite3.connect(self.path, timeout=10)
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = full")
            self.local.connection = connection
        return self.local.connection

    def store(self, answers: dict, winner: str) -> None:
        week = datetime.now(UTC).strftime("%G-W%V")
        with self.connection() as connection:
            row = (uuid.uuid4().hex, week, json.dumps(answers), winner)
            connection.execute("insert into queries values (?, ?, ?, ?)", row)
