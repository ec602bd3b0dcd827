// Package operations is the room of the machine: what the queue holds, whether the parts of the instance work, and what
// the binary is made of.
//
// Owns no table: it shows what the platform keeps (the queue, the schedules) and asks the parts how they are.
//
// Events in: none. Events out: JobRunAgain, JobDiscarded, ScheduleRun.
//
// Who may do what (policy.go): administrators read; running and discarding jobs needs a session with a freshly confirmed
// password. Everybody who is signed in may read which version runs and what is new in it. What a job carries is never
// shown, and of an error only a line from which addresses and quoted text are taken out: it may be what somebody wrote.
package operations
