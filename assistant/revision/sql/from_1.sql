-- Version 2 keeps what the verifier said of each revision when it was written or re-rendered.
BEGIN IMMEDIATE;

CREATE TABLE checks (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    section TEXT NOT NULL REFERENCES sections (id),
    number INTEGER NOT NULL,
    findings TEXT NOT NULL,         -- JSON list of {id, verdict, text, fact, reason}
    at TEXT NOT NULL,
    FOREIGN KEY (section, number) REFERENCES revisions (section, number)
);

CREATE TRIGGER checks_keep BEFORE UPDATE ON checks BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER checks_stay BEFORE DELETE ON checks BEGIN SELECT RAISE(ABORT, 'append-only'); END;

PRAGMA user_version = 2;
COMMIT;
