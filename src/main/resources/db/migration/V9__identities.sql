-- Who the person behind an account is. The value is sealed and can only be opened by the program;
-- the fingerprint is a keyed hash, by which one person's accounts are found and counted. A closed
-- account's row keeps the fingerprint alone, for a while: see erased_at.
create table identity (
  id          text collate "C" primary key,
  tenant      text        not null,
  account     text        not null,
  kind        text        not null check (kind in ('PHONE', 'ID_NUMBER', 'SUBJECT', 'REFERENCE')),
  fingerprint text        not null,
  sealed      text,
  sealed_name text,
  masked      text        not null,
  how         text        not null check (how in ('PHONE_CODE', 'ID_CHECK', 'OIDC_CLAIM', 'MANUAL')),
  vouched_by  text        not null,
  ticket      text,
  verified_at timestamptz not null,
  erased_at   timestamptz,
  check ((sealed is null) = (erased_at is not null)),
  unique (tenant, account, kind),
  foreign key (tenant, account) references account (tenant, id)
);

create index identity_fingerprint on identity (tenant, kind, fingerprint);
create index identity_erased on identity (erased_at) where erased_at is not null;

-- Who may read which value in clear, why, and until when. Kept when it is over.
create table identity_grant (
  id          text collate "C" primary key,
  tenant      text        not null,
  identity    text        not null,
  account     text        not null,
  granted_to  text        not null,
  reason      text        not null,
  ticket      text        not null,
  granted_at  timestamptz not null,
  expires_at  timestamptz not null
);

create index identity_grant_valid on identity_grant (identity, granted_to, expires_at);
