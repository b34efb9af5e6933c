-- Version 4 knows 会签, a step of the flow.
BEGIN IMMEDIATE;

DROP TRIGGER flow_keep;
DROP TRIGGER flow_stay;
ALTER TABLE flow RENAME TO flow_3;

CREATE TABLE flow (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    step TEXT NOT NULL CHECK (step IN ('submit', 'return', 'approve', 'countersign', 'sign', 'opinion',
        'settle')),
    person TEXT NOT NULL,
    opinion TEXT NOT NULL,
    section TEXT NOT NULL,          -- empty: the whole draft
    quote TEXT NOT NULL,            -- words of that section; empty: all of it
    about INTEGER,                  -- of 'settle': the row that is settled
    text TEXT NOT NULL,             -- the whole text that stood; empty for opinions
    text_sha256 TEXT NOT NULL,
    facts_sha256 TEXT NOT NULL,
    findings INTEGER NOT NULL,      -- that were open
    waived INTEGER NOT NULL,
    at TEXT NOT NULL
);

INSERT INTO flow SELECT * FROM flow_3;
DROP TABLE flow_3;

CREATE TRIGGER flow_keep BEFORE UPDATE ON flow BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER flow_stay BEFORE DELETE ON flow BEGIN SELECT RAISE(ABORT, 'append-only'); END;

PRAGMA user_version = 4;
COMMIT;
