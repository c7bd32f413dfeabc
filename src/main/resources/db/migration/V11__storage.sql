-- The cleared text of generations, kept for their accounts until it expires.
create table saved_text (
  generation       text        primary key,
  tenant           text        not null,
  account          text        not null,
  alias            text        not null,
  status           text        not null,
  finish_reason    text,
  text             text        not null,
  bytes            bigint      generated always as (octet_length(text)) stored,
  input_tokens     integer,
  output_tokens    integer,
  cached_tokens    integer,
  reasoning_tokens integer,
  cut              jsonb,
  saved_at         timestamptz not null,
  expires_at       timestamptz not null
);

create index saved_text_account on saved_text (tenant, account, generation);
create index saved_text_expiry on saved_text (expires_at);

-- What an account's saved texts come to. Whoever adds or removes one holds this row, so the sum is
-- exact, and no two of them wait for each other.
create table saved_bytes (
  tenant  text    not null,
  account text    not null,
  bytes   bigint  not null check (bytes >= 0),
  primary key (tenant, account)
);

create function hold_saved_bytes(of_tenant text, of_account text) returns bigint
language sql as $$
  insert into saved_bytes values (of_tenant, of_account, 0) on conflict do nothing;
  select bytes from saved_bytes where tenant = of_tenant and account = of_account for update
$$;

-- Makes room for so many bytes, where the plan lets older texts go; says whether there is room.
create function make_room(
  of_tenant text, of_account text, wanted bigint, most bigint, prune boolean)
returns boolean language plpgsql as $$
declare
  used bigint := hold_saved_bytes(of_tenant, of_account);
  oldest bigint;
begin
  if most is null or used + wanted <= most then
    return true;
  end if;
  if not prune or wanted > most then
    return false;
  end if;
  while used + wanted > most loop
    delete from saved_text
    where generation = (
      select min(generation) from saved_text where tenant = of_tenant and account = of_account)
    returning bytes into oldest;
    used := used - oldest;
  end loop;
  update saved_bytes set bytes = used where tenant = of_tenant and account = of_account;
  return true;
end
$$;

-- Removes what has expired, of so many accounts at the most; says how many texts went.
create function purge_saved_texts(at timestamptz, accounts integer) returns bigint
language plpgsql as $$
declare
  owner record;
  gone bigint;
  texts bigint;
  all_texts bigint := 0;
begin
  for owner in
    select distinct tenant, account from saved_text where expires_at <= at
    order by tenant, account limit accounts
  loop
    perform hold_saved_bytes(owner.tenant, owner.account);
    with removed as (
      delete from saved_text
      where tenant = owner.tenant and account = owner.account and expires_at <= at
      returning bytes)
    select count(*), coalesce(sum(bytes), 0) into texts, gone from removed;
    update saved_bytes set bytes = bytes - gone
    where tenant = owner.tenant and account = owner.account;
    all_texts := all_texts + texts;
  end loop;
  return all_texts;
end
$$;
