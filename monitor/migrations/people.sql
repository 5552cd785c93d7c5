-- Who works here, what each may do, and who came in: a file of its own beside the record, so that a
-- record can be handed on without anybody's PIN in it. Nothing in it is ever changed or deleted.

CREATE TABLE people (
    n INTEGER PRIMARY KEY, at TEXT NOT NULL, "by" TEXT,
    person TEXT NOT NULL, roles TEXT NOT NULL, pin TEXT, active INTEGER NOT NULL
) STRICT;

CREATE TABLE access (
    n INTEGER PRIMARY KEY, at TEXT NOT NULL, person TEXT NOT NULL, what TEXT NOT NULL, detail TEXT
) STRICT;

CREATE INDEX access_of_person ON access (person, n);

CREATE TRIGGER people_keeps_rows BEFORE DELETE ON people
BEGIN SELECT RAISE(ABORT, 'append-only: nobody leaves people'); END;
CREATE TRIGGER people_changes_nothing BEFORE UPDATE ON people
BEGIN SELECT RAISE(ABORT, 'append-only: no row of people changes'); END;
CREATE TRIGGER people_adds_rows BEFORE INSERT ON people
WHEN EXISTS (SELECT 1 FROM people WHERE n = NEW.n)
BEGIN SELECT RAISE(ABORT, 'append-only: people has this row'); END;
CREATE TRIGGER access_keeps_rows BEFORE DELETE ON access
BEGIN SELECT RAISE(ABORT, 'append-only: no row leaves access'); END;
CREATE TRIGGER access_changes_nothing BEFORE UPDATE ON access
BEGIN SELECT RAISE(ABORT, 'append-only: no row of access changes'); END;
CREATE TRIGGER access_adds_rows BEFORE INSERT ON access
WHEN EXISTS (SELECT 1 FROM access WHERE n = NEW.n)
BEGIN SELECT RAISE(ABORT, 'append-only: access has this row'); END;
