// Package jobs is the durable queue: work that is promised in a transaction and
// done later, on both databases, built on River, whose types stay in here.
//
// A job is enqueued inside the transaction that wants it, so it exists exactly
// when that transaction committed. Handlers come in three kinds:
//
//   - Register: the handler runs in a transaction that also removes the job, so
//     its effects on the database happen exactly once. It must not talk to the
//     outside world: on SQLite it holds the one writing connection.
//   - RegisterOutside: the handler runs without a transaction, for mail,
//     webhooks and slow computing. It is run at least once, so what it sends
//     carries an idempotency key.
//   - RegisterLong: the same for work of up to four hours.
//
// A failed attempt is retried after about 1 s, 16 s, 81 s, … (the fourth power
// of the attempt, with jitter) until MaxAttempts, then the job becomes a dead
// letter, kept for 90 days, listed by DeadLetters and put back by Retry. A
// handler has 30 seconds (outside: 2 minutes); the job of a process that was
// killed is taken up again at the next start on SQLite, within 4 minutes on
// PostgreSQL.
//
// Table: platform_schedules, and River's river_*.
package jobs
