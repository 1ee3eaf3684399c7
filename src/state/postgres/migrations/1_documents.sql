-- Up Migration
create table documents (
  -- SHA-256 of the key: keys may be longer than an index takes.
  id bytea primary key,
  -- As JSON: a key may hold what a database's text cannot.
  key text not null,
  version integer not null,
  -- As it was written: what is sealed must not be put into another order.
  value json not null
);

create table rows (
  document bytea not null references documents (id) on delete cascade,
  place integer not null,
  kind text collate "C" not null,
  key text collate "C" not null,
  -- Each column as a word that sorts as its value does.
  cells jsonb not null,
  -- Columns that are numbers, to be summed.
  numbers jsonb not null,
  words tsvector not null,
  claimed_by text,
  claimed_until timestamptz,
  primary key (document, place)
);

create index rows_due on rows (kind, ((cells ->> 'due') collate "C"), key, place) where cells ? 'due';
create index rows_kind on rows (kind, key, place);
create index rows_words on rows using gin (words) where kind = 'purchase';
create index rows_person on rows (kind, ((cells ->> 'tenant') collate "C"), ((cells ->> 'person') collate "C"), key, place);
create index rows_owner on rows (kind, ((cells ->> 'owner') collate "C"), ((cells ->> 'at') collate "C"), key, place) where kind = 'invoice';
create index rows_subscription on rows (((cells ->> 'subscription') collate "C")) where kind = 'purchase';
create index purchases_by_ends on rows (((cells ->> 'tenant') collate "C"), ((cells ->> 'ends') collate "C"), key, place) where kind = 'purchase';
create index purchases_by_since on rows (((cells ->> 'tenant') collate "C"), ((cells ->> 'since') collate "C"), key, place) where kind = 'purchase';
create index purchases_by_price on rows (((cells ->> 'tenant') collate "C"), ((cells ->> 'price') collate "C"), key, place) where kind = 'purchase';
create index purchases_by_monthly on rows (((cells ->> 'tenant') collate "C"), ((cells ->> 'monthly') collate "C"), key, place) where kind = 'purchase';
create index purchases_by_purchaser on rows (((cells ->> 'tenant') collate "C"), ((cells ->> 'purchaserSorted') collate "C"), key, place) where kind = 'purchase';
create index purchases_by_product on rows (((cells ->> 'tenant') collate "C"), ((cells ->> 'productSorted') collate "C"), key, place) where kind = 'purchase';
-- Totals by a column are made without sorting once it is known how few values it has.
create statistics rows_product on ((cells ->> 'product') collate "C") from rows;
create statistics rows_state on ((cells ->> 'state') collate "C") from rows;

-- Down Migration
drop table rows;
drop table documents;
