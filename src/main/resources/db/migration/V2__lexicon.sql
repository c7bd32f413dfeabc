-- Who made a key and what it is called, so that keys of several people can be told apart.
alter table api_key
  add column name       text not null default '',
  add column created_by text;

-- Published versions of the word list. A version is never changed; going back publishes a new one
-- that holds what an older one held.
create table lexicon_version (
  number       integer     primary key,
  published_at timestamptz not null,
  submitter    text        not null,
  approver     text        not null,
  note         text        not null,
  restores     integer     references lexicon_version,
  entries      integer     not null
);

create sequence lexicon_entry_id;

-- What the list says of a word, from version "since" up to, but not in, version "until". A row is
-- inserted when a version is published, and only its "until" is ever set, once.
create table lexicon_entry (
  id          bigint      not null,
  since       integer     not null,
  until       integer,
  word        text        not null,
  category    text        not null,
  risk        text,
  action      text,
  modes       text[]      not null,
  allowed     text[]      not null,
  whole_word  boolean     not null,
  valid_from  timestamptz,
  valid_until timestamptz,
  note        text        not null,
  author      text        not null,
  approver    text        not null,
  changed_at  timestamptz not null,
  primary key (id, since)
);

create unique index lexicon_entry_word on lexicon_entry (category, word) where until is null;
create unique index lexicon_entry_current on lexicon_entry (id) where until is null;

-- Changes are collected in a draft; there is one at a time.
create table lexicon_draft (
  number       integer     generated always as identity primary key,
  state        text        not null
    check (state in ('OPEN', 'SUBMITTED', 'PUBLISHED', 'DISCARDED')),
  submission   integer     not null default 0,
  note         text        not null default '',
  submitter    text,
  submitted_at timestamptz,
  decided_by   text,
  decided_at   timestamptz,
  reason       text        not null default '',
  version      integer     references lexicon_version
);

create unique index lexicon_draft_current on lexicon_draft ((true))
  where state in ('OPEN', 'SUBMITTED');

-- A word as it is to be, or its removal. Everybody who had a hand in it is one of the authors.
create table lexicon_change (
  draft       integer     not null references lexicon_draft,
  entry       bigint      not null,
  removal     boolean     not null,
  word        text        not null,
  category    text        not null,
  risk        text,
  action      text,
  modes       text[]      not null,
  allowed     text[]      not null,
  whole_word  boolean     not null,
  valid_from  timestamptz,
  valid_until timestamptz,
  note        text        not null,
  authors     text[]      not null,
  changed_at  timestamptz not null,
  primary key (draft, entry)
);

create unique index lexicon_change_word on lexicon_change (draft, category, word)
  where not removal;

-- The words as they would be if the draft were published.
create view lexicon_proposed as
  select change.entry as id, change.category, change.word
  from lexicon_change change join lexicon_draft draft on draft.number = change.draft
  where draft.state in ('OPEN', 'SUBMITTED') and not change.removal
  union all
  select entry.id, entry.category, entry.word
  from lexicon_entry entry
  where entry.until is null and not exists (
    select from lexicon_change change join lexicon_draft draft on draft.number = change.draft
    where draft.state in ('OPEN', 'SUBMITTED') and change.entry = entry.id);
