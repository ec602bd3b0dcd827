// Package gitrepo makes a git repository of files that change over time: objects, commits, and the packs in which they
// are sent. It is pure: it knows neither where the bytes are kept nor who asks for them.
//
// History is one line. Each [Repo.Commit] writes the objects that the repository did not have into a part; the parts of
// a repository, one behind the other, are the contents of a pack, and the parts since a commit are what somebody lacks
// who has that commit. The same files committed in the same steps give the same ids.
package gitrepo
