-- How often an account's inputs were blocked. A row begins with the first blocked input; one
-- statement counts and suspends, so that instances cannot count past each other.
create table misuse (
  tenant     text        not null,
  account    text        not null,
  in_a_row   integer     not null,
  day        date        not null,
  on_the_day integer     not null,
  suspension text,
  until      timestamptz,
  primary key (tenant, account)
);

-- Suspensions, kept when they are over. Ids sort by time, in byte order.
create table suspension (
  id         text collate "C" primary key,
  tenant     text        not null,
  account    text        not null,
  since      timestamptz not null,
  until      timestamptz,
  category   text        not null,
  in_a_row   integer     not null,
  on_the_day integer     not null,
  lifted_at  timestamptz,
  lifted_by  text
);

create index suspension_in_force on suspension (id) where lifted_at is null;

-- What accounts say about being suspended; read by people.
create table appeal (
  id         text collate "C" primary key,
  tenant     text        not null,
  account    text        not null,
  suspension text        references suspension (id),
  text       text        not null,
  created_at timestamptz not null
);

create index appeal_account on appeal (tenant, account, created_at);
create index appeal_suspension on appeal (suspension, id);
create index misuse_suspension on misuse (suspension) where suspension is not null;
