-- Plans that operators keep. Terms name each limit as the API does; what is not named is not
-- limited.
create table plan (
  name  text  collate "C" primary key,
  terms jsonb not null
);

-- Which plan is given away is asked before it is deleted.
create index if not exists account_plan on account (plan) where plan is not null;

-- Price tables. The newest one is in force; all are kept, since costs name theirs.
create table price_version (
  number       integer     primary key,
  published_at timestamptz not null,
  published_by text        not null,
  note         text        not null,
  prices       integer     not null
);

-- In millionths of the currency for a million tokens.
create table price (
  version    integer     not null references price_version,
  position   integer     not null,
  provider   text        not null,
  model      text        not null,
  input      bigint      not null check (input >= 0),
  output     bigint      not null check (output >= 0),
  valid_from timestamptz,
  primary key (version, position)
);

create unique index price_once
  on price (version, provider, model, coalesce(valid_from, '-infinity'::timestamptz));

create function keep_prices() returns trigger language plpgsql as $$
begin
  raise exception 'a published price table is kept as it is';
end
$$;

create trigger price_version_is_kept before update or delete or truncate on price_version
  for each statement execute function keep_prices();
create trigger price_is_kept before update or delete or truncate on price
  for each statement execute function keep_prices();
