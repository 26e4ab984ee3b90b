/**
 * A year of launches in SQL. `n` counts the launches, the newest last; what a launch is follows from
 * `n` alone, so that the same rows come out every time:
 *
 * - one in twenty belongs to one heavy owner, the others to 100,000 people in turn,
 * - about 93 in 100 are live, 6 failed and 1 cancelled; a few hundred are open, 20 of them `sending` as after a crash,
 * - every third has a picture of its own, the pictures lie in `images` for one in fifteen.
 */
const each = (rows: string): string =>
  `with recursive counted(n) as (select 1 union all select n + 1 from counted where n < ${rows})`;

/** Two numbers of `n` that are not in its order, as ids are not. */
const ID = "printf('%012x', (n * 2654435761 + 97) & 281474976710655)";
const DRAFT_ID = "printf('%012x', (n * 2654435769 + 13) & 281474976710655)";
const HASH = `printf('%064x', n)`;
const OWNER = "case n % @heavyEvery when 0 then @heavy else @firstOwner + n % @owners end";
const CONFIRMED_AT = "(@now - (@launches - n) * 31000)";
const NAME = "printf('Coin number %d', n)";
const TICKER = "printf('C%d', n % 40000)";

const STATUS = `case
  when n % 50000 = 7 then 'sending'
  when n % 10000 = 11 then 'unclear'
  when n % 20000 = 13 then 'accepted'
  when n % 100 < 6 then 'failed'
  when n % 100 = 6 then 'cancelled'
  else 'live' end`;

const PICTURE = `case n % 3 when 0 then json_object(
  'kind', 'stored', 'hash', ${HASH}, 'mime', 'image/webp', 'bytes', 9000, 'width', 320, 'height', 320) end`;

const REQUEST = `json_object('target', 'pump', 'name', ${NAME}, 'ticker', ${TICKER}, 'description', null,
  'picture', ${PICTURE}, 'buy', '500000000',
  'links', json_object('website', 'https://example.com/coin'), 'options', json_object())`;

const addLaunches = `
${each("@launches")}, launch as (select n, ${STATUS} as status, ${CONFIRMED_AT} as at from counted)
insert into launches (id, draft_id, owner_id, provider, target, ticker, request, status, version, confirmed_at, due_at,
  attempt, region, sent_at, answered_at, next_at, tries, event_id, accepted_at, needs_sign_in, mint, reason, resolved_by, ended_at)
select ${ID}, ${DRAFT_ID}, ${OWNER}, 'j7tracker', 'pump', ${TICKER}, ${REQUEST}, status,
  case status when 'cancelled' then 2 when 'sending' then 2 else 3 end, at, null,
  case status when 'cancelled' then null else printf('a%011x', n) end, 'na-east', at + 40,
  case when status in ('live', 'failed', 'accepted') then at + 900 end,
  case when status in ('sending', 'unclear', 'accepted') then @now + 3600000 + n end, 0,
  case status when 'accepted' then printf('e%d', n) end, case status when 'accepted' then at + 900 end, 0,
  case status when 'live' then printf('Mint%040d', n) end,
  case status when 'failed' then '{"code":"refused","said":"too many"}' when 'unclear' then '{"code":"no-answer","said":null}' end,
  case when status in ('live', 'failed') then 'provider' end,
  case when status in ('live', 'failed', 'cancelled') then at + 900 end
from launch`;

const addHistory = `
with step(version) as (values (1), (2), (3))
insert into launch_history (launch_id, version, status, at, reason)
select id, step.version,
  case step.version when launches.version then status when 1 then 'queued' else 'sending' end, confirmed_at + step.version, null
from launches join step on step.version <= launches.version order by id, step.version`;

const addNotices = `
insert into notices (launch_id, kind, chat_id, message_id, has_picture, want_version, have_version, next_at, tries, state)
select id, kind, owner_id, 1000 + launches.rowid, 0, version, version, null, 0, 'live'
from launches, (select 'card' as kind union all select 'final')
where kind = 'card' or ended_at is not null`;

const addDrafts = `
insert into drafts (id, owner_id, content, state, version, card_has_picture, created_at, updated_at)
select draft_id, owner_id, request, 'launched', 5, 0, confirmed_at - 60000, confirmed_at from launches`;

/** Older than any draft lives; the last ones wait for their tap. */
const openSomeDrafts = `
update drafts set state = 'open', updated_at = @now - 86400000 where rowid % 1000 = 1`;

const addImages = `
${each("@launches / 15")}
insert into images (hash, mime, bytes, width, height, created_at)
select ${HASH}, 'image/webp', randomblob(2000), 320, 320, @now - 864000000 - n * 1000 from counted`;

const addConversations = `
${each("@owners")}
insert into conversations (key, box, at)
select printf('%d:%d', @firstOwner + n, @firstOwner + n), randomblob(900), @now - 259200000 + n * 1000 from counted`;

/** Eight days of them, and one that a bot which was off for a day has still to forget. */
const addHandledUpdates = `
${each("@launches / 2")}
insert into handled_updates (update_id, at)
select 900000000 + n, @now - 777600000 + n * 1555 from counted`;

const addDataKeys = `
${each("@owners")}
insert into data_keys (owner_id, key_id, box) select @firstOwner + n, 'k1', randomblob(92) from counted`;

/** To be run in this order. */
export const FILL: readonly string[] = [
  addLaunches,
  addHistory,
  addNotices,
  addDrafts,
  openSomeDrafts,
  addImages,
  addConversations,
  addHandledUpdates,
  addDataKeys,
];
