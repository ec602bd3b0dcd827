// Package portability owns the ways in which a person's data belongs to them: to take everything along, to bring it to
// another instance, to leave and be erased, and to see what leaves the account.
//
// The journal of each person is also a git repository, for reading: made of what an archive would hold whenever it is
// fetched, written anew when something was purged. Objects and packs are in the sub-room gitrepo.
//
// It holds no data of other rooms. Each of them hands in a portable.Part (platform/portable); this room runs them as
// jobs and keeps archives, limits, progress and reports. The format of an archive is told in docs/export-format.md.
//
// Tables: portability_archives, portability_departures, portability_erasures,
// portability_repositories, portability_repository_files.
// Events in: identity.user_deleted (every room erases what is the person's, in small transactions).
// Who may do what: everybody acts on their own account alone. Taking everything along and leaving want a freshly
// confirmed password; an administrator may set somebody's departure and never sees an archive.
package portability
