-- For whoever asks with SQL: what was measured and seen, in minutes from the pump's first start or
-- the first spray, without what was corrected or withdrawn. minute is NULL where nothing was given.
CREATE VIEW dose_starts AS
    SELECT session, min(t_ms) AS started_ms FROM (
        SELECT session, t_ms FROM infusion_changes_current WHERE step = 'started'
        UNION ALL SELECT session, t_ms FROM sprays_current
    ) GROUP BY session;

CREATE VIEW timed_vitals AS
    SELECT session, (t_ms - started_ms) / 60000.0 AS minute,
        heart_rate, pulse_rate, spo2, resp_rate
    FROM vitals LEFT JOIN dose_starts USING (session);

-- verdict: the last judgement of the reading that stands; accepted where there is none.
CREATE VIEW timed_cuffs AS
    SELECT session, seq, (t_ms - started_ms) / 60000.0 AS minute,
        systolic, diastolic, mean, pulse, status, source, device, standing,
        coalesce((
            SELECT verdict FROM judgements_current AS judged
            WHERE judged.session = cuff.session AND judged."of" = cuff.seq
            ORDER BY judged.seq DESC LIMIT 1
        ), 'accepted') AS verdict
    FROM cuffs_current AS cuff LEFT JOIN dose_starts USING (session);

CREATE VIEW timed_scores AS
    SELECT session, seq, (t_ms - started_ms) / 60000.0 AS minute,
        scale, version, score, answers, "by"
    FROM observations_current LEFT JOIN dose_starts USING (session);

CREATE VIEW timed_medications AS
    SELECT session, seq, (t_ms - started_ms) / 60000.0 AS minute, drug, dose, unit, route, reason
    FROM medications_current LEFT JOIN dose_starts USING (session);
