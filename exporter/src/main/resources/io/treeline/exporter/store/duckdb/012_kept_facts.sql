-- The path of a span that was sent without one, of the sessions that are not in stale_sessions; see KeepDerivedPaths.
ALTER TABLE spans ADD COLUMN derived_path VARCHAR;

-- What any span of a session is or names, so that lists are filtered without reading spans.
ALTER TABLE sessions ADD COLUMN providers VARCHAR[] DEFAULT [];
ALTER TABLE sessions ADD COLUMN tools VARCHAR[] DEFAULT [];
ALTER TABLE sessions ADD COLUMN agents VARCHAR[] DEFAULT [];
ALTER TABLE sessions ADD COLUMN operations VARCHAR[] DEFAULT [];
