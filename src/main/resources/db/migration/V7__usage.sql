-- What every generation took: one row each, written once, the source of all counting.
create table usage_record (
  generation        text        primary key,
  tenant            text        not null,
  account           text        not null,
  credential        text        not null,
  alias             text        not null,
  provider          text        not null,
  upstream_model    text        not null,
  day               date        not null,
  began_at          timestamptz not null,
  input_tokens      bigint      not null,
  output_tokens     bigint      not null,
  exact             boolean     not null,
  money_micros      bigint      not null,
  price_version     integer     not null,
  overdraft_input   bigint      not null,
  overdraft_output  bigint      not null,
  overdraft_micros  bigint      not null,
  outcome           text        not null,
  settled_at        timestamptz not null,
  epoch             bigint      not null
);

create index usage_tenant_day on usage_record (tenant, day);
create index usage_account_day on usage_record (tenant, account, day);

-- How often a tenant's counters were rebuilt. A row is written in an epoch; the counters of a later
-- epoch have it in them, those of the same or an earlier one must be told of it.
create table usage_epoch (
  tenant  text    primary key,
  epoch   bigint  not null
);

-- Many rows are written at a time, but none while a tenant's are summed up: so a row is either in
-- the sum or knows that it is not.
-- Yields the row that is kept, which is the first that was written.
create function record_usage(
  generation text, tenant text, account text, credential text, alias text, provider text,
  upstream_model text, day date, began_at timestamptz, input_tokens bigint, output_tokens bigint,
  exact boolean, money_micros bigint, price_version integer, overdraft_input bigint,
  overdraft_output bigint, overdraft_micros bigint, outcome text, settled_at timestamptz)
returns setof usage_record language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('usage of ' || record_usage.tenant, 0));
  insert into usage_record
  values (generation, tenant, account, credential, alias, provider, upstream_model, day, began_at,
    input_tokens, output_tokens, exact, money_micros, price_version, overdraft_input,
    overdraft_output, overdraft_micros, outcome, settled_at,
    coalesce(
      (select e.epoch from usage_epoch e where e.tenant = record_usage.tenant), 0))
  on conflict do nothing;
  return query select r.* from usage_record r where r.generation = record_usage.generation;
end
$$;

create function begin_usage_epoch(tenant text) returns bigint language plpgsql as $$
declare
  begun bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('usage of ' || begin_usage_epoch.tenant, 0));
  insert into usage_epoch as e values (begin_usage_epoch.tenant, 1)
  on conflict on constraint usage_epoch_pkey do update set epoch = e.epoch + 1
  returning e.epoch into begun;
  return begun;
end
$$;
