-- finds: guards-as-defined
-- The right name on half the rule.
ALTER TABLE tournament DROP CONSTRAINT chk_enrolled_within_capacity;
ALTER TABLE tournament ADD CONSTRAINT chk_enrolled_within_capacity CHECK (enrolled_count >= 0);
