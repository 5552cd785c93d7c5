-- What a whole session at the bedside needs beside its vitals. Columns as in the first tables.

-- NULL in rows from before: a default would be hashed with them, and break their seal.
ALTER TABLE cuffs ADD COLUMN device_time TEXT;
ALTER TABLE cuffs ADD COLUMN demo INTEGER;
ALTER TABLE cuffs ADD COLUMN standing INTEGER;

CREATE TABLE devices_in_use (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    device TEXT NOT NULL, port TEXT NOT NULL, place INTEGER NOT NULL,
    measures_cuff INTEGER NOT NULL, starts_cuff INTEGER NOT NULL, period_s REAL NOT NULL,
    adapter TEXT, checked_by TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE probe_changes (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    on_cuff_arm INTEGER NOT NULL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE wastes (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    mg REAL NOT NULL, witness TEXT NOT NULL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE sprays (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    number INTEGER NOT NULL, mg REAL NOT NULL, lot TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE due_answers (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    item TEXT NOT NULL, due_ms INTEGER NOT NULL, reply TEXT NOT NULL, reason TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE checks (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    item TEXT NOT NULL, answer TEXT NOT NULL, detail TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE criteria (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    criterion TEXT NOT NULL, met INTEGER, value TEXT, reason TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE leavings (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    step TEXT NOT NULL, escort TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE hand_overs (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    person TEXT NOT NULL, before TEXT NOT NULL, text TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE power_changes (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    step TEXT NOT NULL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;
