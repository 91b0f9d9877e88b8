-- finds: guards-as-defined
DROP INDEX uq_refund_per_enrollment;
CREATE INDEX uq_refund_per_enrollment ON credit_transaction (enrollment_id) WHERE kind IN ('UNENROLLMENT_REFUND', 'CANCELLATION_REFUND');
