-- A key stands for an account that exists.
insert into tenant (id) select distinct tenant from api_key on conflict do nothing;
insert into account (tenant, id) select distinct tenant, account from api_key on conflict do nothing;

-- What a key may be used for. No scopes: all that its role allows; no models: every alias.
alter table api_key
  add column scopes text[] not null default '{}',
  add column models text[] not null default '{}',
  add column plan   text,
  add foreign key (tenant, account) references account;

create index api_key_account on api_key (tenant, account);

-- Texts that a rotated key had before, which work until their time is over.
create table retired_key_text (
  hash  text        primary key,
  key   text        not null references api_key on delete cascade,
  until timestamptz not null
);

create index retired_key_text_key on retired_key_text (key);
create index account_not_active on account (tenant, id) where status <> 'ACTIVE';
