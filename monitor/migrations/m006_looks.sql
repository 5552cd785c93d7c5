-- More reasons to look at a session. NULL in sessions of before. Units as in monitor/summary.py.
ALTER TABLE sessions ADD COLUMN diastolic_at_peak REAL;
ALTER TABLE sessions ADD COLUMN unexpected INTEGER;
ALTER TABLE sessions ADD COLUMN interruptions INTEGER;
ALTER TABLE sessions ADD COLUMN pump_apart INTEGER;
ALTER TABLE sessions ADD COLUMN grave_sign TEXT;
ALTER TABLE sessions ADD COLUMN grave_sign_min INTEGER;
