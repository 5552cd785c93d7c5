-- Alarms: whom or what each is about, what a person did, and what Dripwatch itself cannot do.

ALTER TABLE alarm_changes ADD COLUMN subject TEXT;
ALTER TABLE alarm_changes ADD COLUMN "of" INTEGER;
ALTER TABLE alarm_changes ADD COLUMN reason TEXT;

CREATE TABLE audio_pauses (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    seconds REAL NOT NULL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE trouble_changes (
    session INTEGER NOT NULL REFERENCES sessions, seq INTEGER NOT NULL, t_ms INTEGER NOT NULL,
    at TEXT NOT NULL, entered_at TEXT NOT NULL, "by" TEXT,
    trouble TEXT NOT NULL, present INTEGER NOT NULL, detail TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;
