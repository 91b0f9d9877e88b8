-- finds: guards-as-defined
ALTER TABLE player DROP CONSTRAINT chk_credit_balance_non_negative;
ALTER TABLE player ADD CONSTRAINT chk_credit_balance_non_negative CHECK (credit_balance >= 0) NOT VALID;
