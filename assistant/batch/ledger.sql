-- The job ledger. A commit waits for no disk: what is lost with the power is written again, from
-- kept answers. The columns behind seq are the fields of a row, then what is counted.
pragma journal_mode = wal;
pragma synchronous = normal;
create table if not exists events (
    seq integer primary key, unit, place, digest, state, attempt, at, message, files,
    ok, figures, proved, findings, gaps, characters, sent, received, seconds
);
create index if not exists of_unit on events (unit, seq);
create index if not exists of_place on events (place);
create table if not exists sentences (digest, unit, words, primary key (digest, unit));
create index if not exists of_sentence on sentences (unit);
