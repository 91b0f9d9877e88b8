-- finds: guards-as-defined
DROP TRIGGER tr_enrollment_references ON enrollment;
