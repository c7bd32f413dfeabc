-- Credentials of callers. Only a hash of a key is kept: a key has 256 random bits, so one round of
-- SHA-256 cannot be reversed by guessing, and a lookup by hash takes the same time for every key.
create table api_key (
  id          text        primary key,
  hash        text        not null unique,
  prefix      text        not null,
  tenant      text        not null,
  account     text        not null,
  role        text        not null,
  created_at  timestamptz not null,
  expires_at  timestamptz,
  revoked_at  timestamptz
);

-- One row a generation, inserted before its first byte goes out and updated once, at its end.
create table trace (
  id               text        primary key,
  instance         text        not null,
  tenant           text        not null,
  account          text        not null,
  credential       text        not null,
  alias            text        not null,
  kind             text        not null,
  parameters       jsonb       not null,
  input_chars      integer     not null,
  started_at       timestamptz not null,
  provider         text,
  upstream_model   text,
  first_chunk_ms   integer,
  total_ms         integer,
  outcome          text,
  failure          text,
  finish_reason    text,
  usage_exact      boolean,
  input_tokens     integer,
  output_tokens    integer,
  cached_tokens    integer,
  reasoning_tokens integer,
  output_chars     integer,
  ended_at         timestamptz
);

create index trace_account on trace (tenant, account, id);
create index trace_open on trace (instance) where outcome is null;
