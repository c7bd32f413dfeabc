-- Where a product in launch stands, a row a tenant. Whoever changes a batch locks this row first.
create table launch (
  tenant      text        primary key,
  halted_at   timestamptz,
  halted_by   text,
  halt_reason text
);

-- The gray release: how many are let in, batch by batch.
create table launch_batch (
  tenant     text        not null references launch,
  number     integer     not null check (number > 0),
  name       text        not null,
  cap        integer     not null check (cap > 0),
  admitted   integer     not null default 0 check (admitted between 0 and cap),
  opened_at  timestamptz,
  closed_at  timestamptz check (closed_at is null or opened_at is not null),
  created_at timestamptz not null,
  primary key (tenant, number)
);

-- Invites. Only a hash of a code is kept; one that is not drawn yet has none, and nobody can redeem
-- it. The checks hold whatever a statement gets wrong: no code lets in more than its cap.
create table invite (
  number     bigint      generated always as identity primary key,
  tenant     text        not null,
  hash       text        unique,
  prefix     text        not null default '',
  batch      integer,
  uses       integer     not null check (uses > 0),
  used       integer     not null default 0 check (used between 0 and uses),
  plan       text,
  expires_at timestamptz,
  created_at timestamptz not null,
  created_by text        not null,
  revoked_at timestamptz,
  foreign key (tenant, batch) references launch_batch (tenant, number)
);

create index invite_tenant on invite (tenant, number);

-- Whom an invite let in: an account once.
create table redemption (
  tenant      text        not null,
  account     text        not null,
  invite      bigint      not null references invite,
  redeemed_at timestamptz not null,
  primary key (tenant, account)
);

-- Those who asked for access, in order. The contact is sealed, found by its fingerprint and shown
-- masked; the applicant's ticket is kept as a hash.
create table applicant (
  number      bigint      generated always as identity primary key,
  tenant      text        not null,
  ticket      text        not null unique,
  contact     text        not null,
  fingerprint text        not null,
  masked      text        not null,
  answers     jsonb       not null,
  language    text        not null,
  state       text        not null default 'WAITING' check (state in ('WAITING', 'INVITED', 'DECLINED')),
  reason      text,
  invite      bigint      references invite,
  signed_up   timestamptz not null,
  decided_at  timestamptz,
  unique (tenant, fingerprint)
);

create index applicant_state on applicant (tenant, state, number);

-- Emergency stops, kept when they are over; one at a time for a scope.
create table emergency_stop (
  number      bigint      generated always as identity primary key,
  scope       text        not null check (scope in ('EVERYTHING', 'TENANT', 'ALIAS')),
  name        text        not null,
  running     text        not null check (running in ('KEEP', 'END')),
  reason      text        not null,
  stopped_at  timestamptz not null,
  stopped_by  text        not null,
  released_at timestamptz,
  released_by text
);

create unique index emergency_stop_in_force on emergency_stop (scope, name) where released_at is null;

-- Traces are added in the order of time, so this tiny index finds the last hour's.
create index trace_started on trace using brin (started_at);
