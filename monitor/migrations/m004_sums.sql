-- What a session came to, as supervisors and reports ask for it. NULL in sessions of before: a
-- default would be hashed with them, and break their seal. Units as in monitor/summary.py.
ALTER TABLE sessions ADD COLUMN baseline_rate REAL;
ALTER TABLE sessions ADD COLUMN baseline_spo2 REAL;
ALTER TABLE sessions ADD COLUMN peak_rate REAL;
ALTER TABLE sessions ADD COLUMN peak_rate_min INTEGER;
ALTER TABLE sessions ADD COLUMN lowest_spo2 REAL;
ALTER TABLE sessions ADD COLUMN lowest_spo2_min INTEGER;
ALTER TABLE sessions ADD COLUMN at40_systolic REAL;
ALTER TABLE sessions ADD COLUMN at40_diastolic REAL;
ALTER TABLE sessions ADD COLUMN final_systolic REAL;
ALTER TABLE sessions ADD COLUMN final_diastolic REAL;
ALTER TABLE sessions ADD COLUMN deepest_sedation REAL;
ALTER TABLE sessions ADD COLUMN deepest_sedation_min INTEGER;
ALTER TABLE sessions ADD COLUMN peak_dissociation_min INTEGER;
ALTER TABLE sessions ADD COLUMN recovered_min INTEGER;
ALTER TABLE sessions ADD COLUMN peak_nausea_min INTEGER;
ALTER TABLE sessions ADD COLUMN vomits INTEGER;
ALTER TABLE sessions ADD COLUMN medications INTEGER;
ALTER TABLE sessions ADD COLUMN planned_mg REAL;
ALTER TABLE sessions ADD COLUMN pump_mg REAL;
ALTER TABLE sessions ADD COLUMN wasted_mg REAL;
ALTER TABLE sessions ADD COLUMN infusion_min REAL;
ALTER TABLE sessions ADD COLUMN paused_s REAL;
ALTER TABLE sessions ADD COLUMN ready_min INTEGER;
ALTER TABLE sessions ADD COLUMN left_min INTEGER;
ALTER TABLE sessions ADD COLUMN alarms_high INTEGER;
ALTER TABLE sessions ADD COLUMN alarms_medium INTEGER;
ALTER TABLE sessions ADD COLUMN unanswered INTEGER;
ALTER TABLE sessions ADD COLUMN slowest_answer_s REAL;
ALTER TABLE sessions ADD COLUMN median_answer_s REAL;
ALTER TABLE sessions ADD COLUMN gap_cause TEXT;
ALTER TABLE sessions ADD COLUMN readings INTEGER;
ALTER TABLE sessions ADD COLUMN readings_over INTEGER;
ALTER TABLE sessions ADD COLUMN due_items INTEGER;
ALTER TABLE sessions ADD COLUMN done_items INTEGER;
ALTER TABLE sessions ADD COLUMN omitted INTEGER;
ALTER TABLE sessions ADD COLUMN overrides INTEGER;
ALTER TABLE sessions ADD COLUMN late_corrections INTEGER;
ALTER TABLE sessions ADD COLUMN open_marks INTEGER;
ALTER TABLE sessions ADD COLUMN unconfirmed INTEGER;

-- Why somebody should look at it, by the settings of that day: JSON [[code, {name: value}], ...],
-- the worst first; needs_look is 0 where there is nothing.
ALTER TABLE sessions ADD COLUMN needs_look INTEGER;
ALTER TABLE sessions ADD COLUMN findings TEXT;

-- These columns lie behind the profile, pages away. Lists of thousands of sessions are narrowed down,
-- counted and summed up in indexes alone; whole rows are read only of those that are shown.
CREATE INDEX sessions_by_start ON sessions
    (started_at, kind, ended_at, needs_look, nurse, patient, record_number);
CREATE INDEX sessions_by_nurse ON sessions (nurse, started_at);
CREATE INDEX sessions_by_birth_date ON sessions (birth_date);
CREATE INDEX sessions_by_record_number ON sessions (lower(trim(record_number)));
CREATE INDEX sessions_summed_up ON sessions (
    kind, started_at, ended_at, nurse, rules_version, needs_look,
    dose_mg, planned_mg, infusion_min, paused_s, baseline_systolic, peak_systolic, peak_diastolic,
    lowest_spo2, deepest_sedation, peak_dissociation, recovered_min, peak_nausea, vomits,
    medications, alarms_high, alarms_medium, unanswered, slowest_answer_s, median_answer_s,
    readings, readings_over, coverage, longest_gap_s, due_items, done_items, omitted, overrides,
    corrections, open_marks, ready_min, left_min
);
