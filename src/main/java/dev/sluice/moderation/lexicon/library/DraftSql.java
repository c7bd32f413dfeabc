package dev.sluice.moderation.lexicon.library;

/** The statements by which the word list changes. */
final class DraftSql {
  static final String CURRENT =
      """
      select draft.*,
        (select count(*)::int from lexicon_change where draft = draft.number) as changes,
        array(select distinct unnest(authors) from lexicon_change where draft = draft.number
          order by 1) as authors
      from lexicon_draft draft where state in ('OPEN', 'SUBMITTED')
      """;
  static final String BEGIN =
      """
      insert into lexicon_draft (state)
      select 'OPEN'
      where not exists (select from lexicon_draft where state in ('OPEN', 'SUBMITTED'))
      """;
  static final String CHANGES =
      """
      select change.* from lexicon_change change
        join lexicon_draft draft on draft.number = change.draft
      where draft.state in ('OPEN', 'SUBMITTED') and change.entry > $1
      order by change.entry limit $2
      """;
  static final String LISTED =
      "select from lexicon_proposed where id <> $1 and category = $2 and word = $3";

  private static final String COLUMNS =
      "draft, entry, removal, " + Rows.WORD + ", authors, changed_at";

  static final String ADD =
      """
      insert into lexicon_change (%s)
      select $2, nextval('lexicon_entry_id'), false, %s, array[$3::text], $4
      from (
        select * from jsonb_to_recordset($1::text::jsonb) as incoming(%s)
        where not exists (
          select from lexicon_proposed proposed
          where proposed.category = incoming.category and proposed.word = incoming.word)
        order by line) fresh
      on conflict do nothing
      returning entry, category, word
      """
          .formatted(COLUMNS, Rows.WORD, Rows.WORD_TYPES);
  static final String REPLACE =
      """
      insert into lexicon_change as change (%s)
      select $2, $5, false, %s, array[$3::text], $4
      from jsonb_to_recordset($1::text::jsonb) as incoming(%s)
      on conflict (draft, entry) do update set removal = false, word = excluded.word,
        category = excluded.category, risk = excluded.risk, action = excluded.action,
        modes = excluded.modes, allowed = excluded.allowed, whole_word = excluded.whole_word,
        valid_from = excluded.valid_from, valid_until = excluded.valid_until,
        note = excluded.note, changed_at = excluded.changed_at,
        authors = array_remove(change.authors, $3::text) || $3::text
      """
          .formatted(COLUMNS, Rows.WORD, Rows.WORD_TYPES);
  static final String REMOVE =
      """
      insert into lexicon_change as change (%s)
      select $1, id, true, %s, array[$2::text], $3
      from lexicon_entry where id = $4 and until is null
      on conflict (draft, entry) do update set removal = true, word = excluded.word,
        category = excluded.category, changed_at = excluded.changed_at,
        authors = array_remove(change.authors, $2::text) || $2::text
      """
          .formatted(COLUMNS, Rows.WORD);
  static final String UNDO = "delete from lexicon_change where draft = $1 and entry = $2";
  static final String DISCARD =
      """
      update lexicon_draft set state = 'DISCARDED', decided_by = $2, decided_at = $3
      where number = $1
      """;
  static final String SUBMIT =
      """
      update lexicon_draft set state = 'SUBMITTED', submission = submission + 1, submitter = $2,
        submitted_at = $3, note = $4, reason = ''
      where number = $1
      """;
  static final String REOPEN =
      """
      update lexicon_draft set state = 'OPEN', decided_by = $1, decided_at = $2, reason = $3
      where state = 'SUBMITTED'
      """;

  static final String END_CHANGED =
      """
      update lexicon_entry entry set until = $1 from lexicon_change change
      where change.draft = $2 and change.entry = entry.id and entry.until is null
      """;
  static final String BEGIN_CHANGED =
      """
      insert into lexicon_entry (id, since, %s, author, approver, changed_at)
      select entry, $1, %s, array_to_string(authors, ', '), $3, changed_at
      from lexicon_change where draft = $2 and not removal
      """
          .formatted(Rows.WORD, Rows.WORD);
  static final String PUBLISH =
      """
      insert into lexicon_version (number, published_at, submitter, approver, note, entries)
      select $1, $2, submitter, $3, note,
        (select count(*) from lexicon_entry where until is null)
      from lexicon_draft where number = $4
      """;
  static final String PUBLISHED =
      """
      update lexicon_draft set state = 'PUBLISHED', version = $2, decided_by = $3, decided_at = $4
      where number = $1
      """;

  static final String END_NEWER =
      "update lexicon_entry set until = $1 where until is null and since > $2";
  static final String BEGIN_OLDER =
      """
      insert into lexicon_entry (id, since, %s, author, approver, changed_at)
      select id, $1, %s, author, approver, changed_at
      from lexicon_entry where since <= $2 and until > $2
      """
          .formatted(Rows.WORD, Rows.WORD);
  static final String PUBLISH_OLD =
      """
      insert into lexicon_version
        (number, published_at, submitter, approver, note, restores, entries)
      select $1, $2, $3, $3, note, number,
        (select count(*) from lexicon_entry where until is null)
      from lexicon_version where number = $4
      """;

  private DraftSql() {}
}
