-- Who is billed.
create table tenant (
  id         text        primary key,
  plan       text,
  created_at timestamptz not null default now()
);

-- Whose quota it is and who owns what is generated: a person's or an application's record.
create table account (
  tenant          text        not null references tenant,
  id              text        not null,
  status          text        not null default 'ACTIVE'
    check (status in ('ACTIVE', 'SUSPENDED', 'CLOSED')),
  reason          text,
  suspended_until timestamptz,
  plan            text,
  real_name       text        not null default 'UNKNOWN' check (real_name in ('UNKNOWN', 'VERIFIED')),
  invitation      text        not null default 'NONE' check (invitation in ('NONE', 'REDEEMED')),
  created_at      timestamptz not null default now(),
  primary key (tenant, id)
);

insert into tenant (id) select distinct tenant from api_key;
insert into account (tenant, id) select distinct tenant, account from api_key;
