-- Who changed what. Only ever added to, and only by record_change, which a change calls in its own
-- transaction: there is no change without its record.
create table change (
  number      bigint      generated always as identity primary key,
  changed_at  timestamptz not null default now(),
  changed_by  text        not null,
  credential  text        not null,
  action      text        not null,
  subject     text        not null,
  before      jsonb,
  after       jsonb
);

create index change_subject on change (subject, number);
create index change_by on change (changed_by, number);

create function record_change(
  changed_by text, credential text, action text, subject text, before jsonb, after jsonb)
returns void language sql as $$
  insert into change (changed_by, credential, action, subject, before, after)
  values (changed_by, credential, action, subject, before, after)
$$;

create function keep_changes() returns trigger language plpgsql as $$
begin
  raise exception 'changes are kept as they are';
end
$$;

create trigger change_is_kept before update or delete or truncate on change
  for each statement execute function keep_changes();
