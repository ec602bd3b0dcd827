// Package journalsvc is the machinery of the journal: the use cases, their SQL, the resolvers and routes.
//
// A write costs few statements on purpose: tags are remembered by tagssvc, nothing is read that the
// caller or the clock knows, and events are written only when somebody listens. Reading a page of entries
// costs one statement plus at most one for the tags and one for the authors that this process does not
// remember.
package journalsvc
