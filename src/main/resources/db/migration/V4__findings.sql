-- Evidence that mattered, written while a generation runs. Holds no content: where it lay, who said
-- so, and why. No reference to trace, so that neither has to wait for the other.
create table finding (
  generation  text             not null,
  number      integer          not null,
  direction   text             not null,
  choice      integer          not null,
  field       text             not null,
  position    integer          not null,
  length      integer          not null,
  source      text             not null,
  version     text             not null,
  category    text             not null,
  action      text             not null,
  raw_label   text             not null,
  raw_score   double precision,
  latency_us  bigint           not null,
  found_at    timestamptz      not null,
  primary key (generation, number)
);

create index finding_category on finding (category, found_at);
