// Package dbtest gives tests real databases: Run runs one function on SQLite
// and on PostgreSQL, each time on a fresh, migrated database.
//
// PostgreSQL comes from TAMATAR_TEST_POSTGRES (an address whose user may create
// databases) or, without it, from a server started once per test process out
// of Debian's /usr/lib/postgresql/*/bin or the PATH, in a temporary folder, on
// a unix socket. It ends with the process, even when that is killed. Where
// there is no PostgreSQL, tests fail; TAMATAR_TEST_SQLITE_ONLY=1 leaves
// PostgreSQL out with a loud line on a developer's machine, never with CI=true.
package dbtest
