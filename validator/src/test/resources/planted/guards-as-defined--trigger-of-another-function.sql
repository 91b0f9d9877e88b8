-- finds: guards-as-defined
-- The right trigger on a function that asks for nothing.
CREATE OR REPLACE FUNCTION require_ledger_references() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
