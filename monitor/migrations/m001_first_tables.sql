-- The first tables of a record. Once a record in the world has them this file is never edited:
-- what a sound record looks like is found by running it again. The triggers that make every table
-- append-only and the _current views are added by m001_first_tables in monitor/schema.py.
--
-- *_at is ISO 8601 text in UTC with milliseconds; t_ms is session time: milliseconds since
-- started_at. A pressure is in mmHg, a rate per minute, spo2 in %, weight in kg.

-- Identity is written once, at the start; ended_at and what follows it once, at the end.
-- The profile comes last: it is long, and lists need not read past what they show.
CREATE TABLE sessions (
    session INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, nurse TEXT NOT NULL,
    patient TEXT, birth_date TEXT, record_number TEXT, room TEXT, allergy TEXT, weight REAL,
    device TEXT, port TEXT,
    started_at TEXT NOT NULL, rules_version TEXT NOT NULL, app_version TEXT NOT NULL,
    ended_at TEXT, ended_ms INTEGER, ended_by TEXT, end_reason TEXT,
    baseline_systolic REAL, baseline_diastolic REAL,
    peak_systolic REAL, peak_systolic_min REAL, peak_diastolic REAL, peak_diastolic_min REAL,
    peak_dissociation REAL, peak_nausea REAL, dose_mg REAL,
    coverage REAL, longest_gap_s REAL, cuffs INTEGER, corrections INTEGER,
    profile TEXT NOT NULL
) STRICT;

-- An open session is looked for at every start.
CREATE INDEX open_sessions ON sessions (port) WHERE ended_at IS NULL;

-- One row per second in which anything was measured; NULL is "not measured".
CREATE TABLE vitals (
    session INTEGER NOT NULL REFERENCES sessions, t_ms INTEGER NOT NULL,
    heart_rate REAL, pulse_rate REAL, spo2 REAL, resp_rate REAL,
    PRIMARY KEY (session, t_ms)
) STRICT, WITHOUT ROWID;

-- The entries: one table for each class of monitor/events.py, one column for each field.
-- seq counts the entries of a session over all these tables: 1, 2, 3 without a gap.

CREATE TABLE cuffs (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    device TEXT NOT NULL, systolic REAL, diastolic REAL, mean REAL, pulse REAL,
    status TEXT NOT NULL, source TEXT NOT NULL, seconds_ago REAL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE link_changes (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    device TEXT NOT NULL, state TEXT NOT NULL, reason TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE source_changes (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    vital TEXT NOT NULL, source TEXT NOT NULL, before TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE cuff_requests (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    wish TEXT NOT NULL, interval_min REAL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE cuff_commands (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    device TEXT NOT NULL, action TEXT NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE cuff_changes (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    device TEXT NOT NULL, step TEXT NOT NULL, reason TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE manual_vitals (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    heart_rate REAL, pulse_rate REAL, spo2 REAL, resp_rate REAL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE judgements (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    "of" INTEGER NOT NULL, verdict TEXT NOT NULL, rule TEXT, reason TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE phase_changes (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    phase TEXT NOT NULL, reason TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE dose_plans (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    drug TEXT NOT NULL, mg_per_kg REAL NOT NULL, minutes REAL NOT NULL, bag_mg REAL NOT NULL,
    bag_ml REAL NOT NULL, weight REAL NOT NULL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE infusion_changes (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    step TEXT NOT NULL, mg_per_h REAL, mg REAL, ml REAL, reason TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE medications (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    drug TEXT NOT NULL, dose REAL, unit TEXT, route TEXT, reason TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE observations (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    scale TEXT NOT NULL, version TEXT NOT NULL, answers TEXT NOT NULL, score REAL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE marks (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    text TEXT NOT NULL, "of" INTEGER,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE baselines (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    systolic REAL NOT NULL, diastolic REAL NOT NULL, mean REAL, rate REAL, rate_source TEXT,
    spo2 REAL, cuffs TEXT NOT NULL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE limit_changes (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    rule TEXT NOT NULL, value REAL NOT NULL, before REAL, reason TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE corrections (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    "of" INTEGER NOT NULL, replaced_by INTEGER, reason TEXT NOT NULL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE signatures (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    meaning TEXT NOT NULL, head TEXT NOT NULL, comment TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_changes (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    person TEXT NOT NULL, role TEXT NOT NULL, step TEXT NOT NULL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE alarm_changes (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    rule TEXT NOT NULL, step TEXT NOT NULL, priority TEXT NOT NULL, value REAL,
    threshold REAL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE clock_steps (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    step_ms INTEGER NOT NULL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

-- The seal, as monitor/seal.py explains it. Chains and heads are SHA-256.

-- Where each entry lies, and the chain up to and with it.
CREATE TABLE entry_seals (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, "table" TEXT NOT NULL,
    chain BLOB NOT NULL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

-- The chain of the vitals after the last second of each finished minute of session time.
CREATE TABLE checkpoints (
    session INTEGER NOT NULL REFERENCES sessions, minute INTEGER NOT NULL, chain BLOB NOT NULL,
    PRIMARY KEY (session, minute)
) STRICT, WITHOUT ROWID;

-- How far each session is sealed. The only rows of the record that move: with every commit.
CREATE TABLE heads (
    session INTEGER PRIMARY KEY REFERENCES sessions, identity BLOB NOT NULL,
    entries INTEGER NOT NULL, entry_chain BLOB NOT NULL,
    seconds INTEGER NOT NULL, last_ms INTEGER, vitals_chain BLOB NOT NULL,
    ending BLOB, head BLOB NOT NULL
) STRICT;

-- The heads of the sessions as each began and ended, chained: a session cannot go missing.
CREATE TABLE head_chain (
    n INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES sessions,
    entries INTEGER NOT NULL, seconds INTEGER NOT NULL, ended INTEGER NOT NULL, head BLOB NOT NULL,
    chain BLOB NOT NULL
) STRICT;
