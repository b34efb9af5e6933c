-- The draft file, version 1. Every table but holder is append-only: triggers refuse changes.
BEGIN IMMEDIATE;

-- What holds of the whole draft; of several rows with one key the last holds.
CREATE TABLE meta (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    at TEXT NOT NULL
);

-- The sections as the draft was made, or as they were added later.
CREATE TABLE sections (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    heading TEXT NOT NULL,
    role TEXT NOT NULL,
    facts TEXT NOT NULL,            -- JSON list of fact ids
    at TEXT NOT NULL
);

CREATE TABLE revisions (
    section TEXT NOT NULL REFERENCES sections (id),
    number INTEGER NOT NULL,        -- from 0, without gaps
    source TEXT NOT NULL,
    author TEXT NOT NULL,
    author_name TEXT NOT NULL,
    instruction TEXT NOT NULL,
    prompt_digest TEXT NOT NULL,
    created TEXT NOT NULL,
    tokens_sent INTEGER NOT NULL,
    tokens_received INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (section, number)
);

-- Which revision stands: every writing, undo, redo and jump, in order.
CREATE TABLE moves (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    section TEXT NOT NULL REFERENCES sections (id),
    kind TEXT NOT NULL CHECK (kind IN ('write', 'undo', 'redo', 'go')),
    number INTEGER NOT NULL,        -- the revision that stands from then on
    at TEXT NOT NULL,
    FOREIGN KEY (section, number) REFERENCES revisions (section, number)
);

-- 通过 belongs to a revision, 锁定 to the section; the last row for each holds.
CREATE TABLE marks (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    section TEXT NOT NULL REFERENCES sections (id),
    mark TEXT NOT NULL CHECK (mark IN ('accepted', 'locked')),
    number INTEGER NOT NULL,
    value INTEGER NOT NULL CHECK (value IN (0, 1)),
    at TEXT NOT NULL
);

CREATE TABLE waivers (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    finding TEXT NOT NULL,
    reason TEXT NOT NULL,           -- empty: the waiver is taken back
    author TEXT NOT NULL,
    at TEXT NOT NULL
);

-- The order and the headings of the sections that stand; the last row holds.
CREATE TABLE layouts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    sections TEXT NOT NULL,         -- JSON list of [id, heading]
    note TEXT NOT NULL,
    at TEXT NOT NULL
);

-- The program that has the draft open for writing: at most one row.
CREATE TABLE holder (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started TEXT NOT NULL,          -- when the process began, as the system tells; empty if not
    user TEXT NOT NULL,
    since TEXT NOT NULL
);

CREATE TRIGGER meta_keep BEFORE UPDATE ON meta BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER meta_stay BEFORE DELETE ON meta BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER sections_keep BEFORE UPDATE ON sections BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER sections_stay BEFORE DELETE ON sections BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER revisions_keep BEFORE UPDATE ON revisions BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER revisions_stay BEFORE DELETE ON revisions BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER moves_keep BEFORE UPDATE ON moves BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER moves_stay BEFORE DELETE ON moves BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER marks_keep BEFORE UPDATE ON marks BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER marks_stay BEFORE DELETE ON marks BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER waivers_keep BEFORE UPDATE ON waivers BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER waivers_stay BEFORE DELETE ON waivers BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER layouts_keep BEFORE UPDATE ON layouts BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER layouts_stay BEFORE DELETE ON layouts BEGIN SELECT RAISE(ABORT, 'append-only'); END;

PRAGMA application_id = 1465074756;  -- "WSAD"
PRAGMA user_version = 1;
COMMIT;
