CREATE TABLE command_topic (
  name            text        NOT NULL,
  topic_id        uuid        NOT NULL,
  partition_count integer     NOT NULL,
  pinned_at       timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_command_topic PRIMARY KEY (name),
  CONSTRAINT chk_command_topic_partitions CHECK (partition_count > 0)
);

COMMENT ON TABLE command_topic IS 'Each command topic as it was when the first worker saw it. Another partition count or another topic under the same name would break the order of tournaments.';
COMMENT ON COLUMN command_topic.name IS 'The topic''s name.';
COMMENT ON COLUMN command_topic.topic_id IS 'The id the broker gave it; a topic made anew has another.';
COMMENT ON COLUMN command_topic.partition_count IS 'The partition count for ever; workers refuse to start on any other.';
COMMENT ON COLUMN command_topic.pinned_at IS 'When it was pinned.';

CREATE TABLE partition_progress (
  topic_id         uuid        NOT NULL,
  partition        integer     NOT NULL,
  epoch            bigint      NOT NULL,
  next_offset      bigint      NOT NULL,
  published_offset bigint      NOT NULL,
  owner            text        NOT NULL,
  claimed_at       timestamptz NOT NULL,
  parked_reason    text,
  parked_at        timestamptz,
  CONSTRAINT pk_partition_progress PRIMARY KEY (topic_id, partition),
  CONSTRAINT chk_partition_progress_cursors CHECK (0 <= published_offset AND published_offset <= next_offset),
  CONSTRAINT chk_partition_progress_parked CHECK ((parked_reason IS NULL) = (parked_at IS NULL))
) WITH (fillfactor = 50);

COMMENT ON TABLE partition_progress IS 'How far each partition is decided and published. The row is the fence: a batch commits only if it moves the row from the epoch and offset it started at.';
COMMENT ON COLUMN partition_progress.topic_id IS 'The command topic, by the id the broker gave it.';
COMMENT ON COLUMN partition_progress.partition IS 'The partition.';
COMMENT ON COLUMN partition_progress.epoch IS 'Issued anew to whoever claims the partition; an older holder''s batch moves no row and rolls back.';
COMMENT ON COLUMN partition_progress.next_offset IS 'Every command below it is decided.';
COMMENT ON COLUMN partition_progress.published_offset IS 'Every result below it is published; never ahead of next_offset.';
COMMENT ON COLUMN partition_progress.owner IS 'The worker that claimed it last, for people to read.';
COMMENT ON COLUMN partition_progress.claimed_at IS 'When it was claimed.';
COMMENT ON COLUMN partition_progress.parked_reason IS 'Why the partition is stopped until a person looks at it; null while it runs.';
COMMENT ON COLUMN partition_progress.parked_at IS 'When it was stopped.';
