-- A plan that becomes smaller takes nothing from an account for a while: its older texts are let go
-- for lack of room only once that is over.
alter table saved_bytes
  -- What the account's plan allowed when a text was last saved, in bytes.
  add column allowed bigint,
  -- What is allowed until then nevertheless, since an earlier plan allowed it.
  add column spared bigint,
  add column spared_until timestamptz;

-- What an account may have now, with what an earlier plan allowed; without a limit, the largest
-- number. Its row must be held.
create function allow_bytes(
  of_tenant text, of_account text, allows bigint, at timestamptz, grace interval)
returns bigint language plpgsql as $$
declare
  kept saved_bytes;
begin
  select * into kept from saved_bytes where tenant = of_tenant and account = of_account;
  if kept.spared_until <= at then
    kept.spared := null;
  end if;
  if kept.allowed > allows then
    kept.spared := greatest(kept.allowed, kept.spared);
    kept.spared_until := at + grace;
  end if;
  if kept.allowed is distinct from allows or kept.spared is null and kept.spared_until is not null
  then
    update saved_bytes
    set allowed = allows, spared = kept.spared,
      spared_until = case when kept.spared is not null then kept.spared_until end
    where tenant = of_tenant and account = of_account;
  end if;
  return case when kept.spared_until > at then greatest(allows, kept.spared) else allows end;
end
$$;

-- Makes room as ever, but with what the account's earlier plan allowed where older texts would go. A
-- plan that allows no certain number of bytes allows any.
create function make_room(
  of_tenant text, of_account text, wanted bigint, allows bigint, prune boolean, at timestamptz,
  grace interval)
returns boolean language plpgsql as $$
declare
  most bigint;
begin
  perform hold_saved_bytes(of_tenant, of_account);
  most := allow_bytes(
    of_tenant, of_account, coalesce(allows, 9223372036854775807), at, grace);
  return make_room(
    of_tenant, of_account, wanted, case when prune then most else allows end, prune);
end
$$;
