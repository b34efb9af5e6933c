-- Version 3 keeps the flow of 起草, 审核, 签发: who did what to which text.
BEGIN IMMEDIATE;

CREATE TABLE flow (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    step TEXT NOT NULL CHECK (step IN ('submit', 'return', 'approve', 'sign', 'opinion', 'settle')),
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

CREATE TRIGGER flow_keep BEFORE UPDATE ON flow BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER flow_stay BEFORE DELETE ON flow BEGIN SELECT RAISE(ABORT, 'append-only'); END;

PRAGMA user_version = 3;
COMMIT;
