-- Up Migration
-- The counters of rate-limiter-flexible, in its order of columns. Unlogged: a crash may reset them.
create unlogged table rate_limits (
  -- The hash of the user.
  key text primary key,
  points integer not null default 0,
  -- When the window ends, in milliseconds since 1970.
  expire bigint
);

-- Down Migration
drop table rate_limits;
