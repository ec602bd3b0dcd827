package demo

var english = phrasebook{
	topics: []topic{
		{"go", "the Go service"},
		{"go/generics", "the generic cache"},
		{"postgres", "Postgres"},
		{"observability", "the traces"},
		{"testing", "the test suite"},
		{"ci", "the pipeline"},
		{"http", "the HTTP layer"},
		{"security", "the token check"},
		{"performance", "the hot path"},
		{"reading", "Designing Data-Intensive Applications"},
	},
	parts: []string{
		"the resumable upload endpoint", "the scheduler", "the retry queue", "the import job", "the session store",
		"the rate limiter", "the search index", "the migration runner", "the webhook sender", "the outbox",
	},
	things: []string{
		"a race between two workers", "a missing index", "a timeout that nobody set", "an off-by-one in the cursor",
		"a leaked goroutine", "a wrong assumption about time zones", "a retry without jitter", "an error that was swallowed",
	},
	lines: map[string][]string{
		"done": {
			"Shipped {part}", "Fixed {thing} in {part}", "Removed {thing} from {part}", "Rewrote {part} in half the lines",
			"Wrote the missing tests for {part}", "Reviewed two pull requests around {part}", "Moved {part} behind a flag",
			"Profiled {part} and cut a third of the allocations",
		},
		"learned": {
			"Why {thing} only shows under load", "How {part} behaves when the disk is full", "Read a chapter on {topic}; replication lag finally clicked",
			"`context.WithoutCancel` is what {part} needed", "A partial index beats a clever query", "The planner was right and I was wrong about the index",
		},
		"blocked":  {"Waiting for access to the staging cluster", "{part} needs a decision on retention", "Cannot reproduce {thing}", "The staging data is a month old"},
		"plan":     {"Tomorrow: {part}, then the review queue", "Next: find {thing}", "This week: make {part} boring", "Split {part} into two steps"},
		"note":     {"{part} handles about 900 requests a second on two cores", "Idea: let {part} say why it refused", "The word for this is back-pressure", "Keep {part} out of the request path"},
		"decision": {"We keep {part} in one process", "No cache in front of {part} until it is measured", "Errors of {part} get codes", "{part} stays on Postgres"},
		"meeting":  {"Planning: {part} moves up", "Walked Sam through {part}", "Incident review: {thing}", "One to one; talked about owning {part}"},
	},
	more: map[string][]string{
		"done": {
			"```go\nfor part := range parts {\n\th.Write(part.Bytes())\n}\n```\n\nNext: back-pressure on slow clients.",
			"- [x] reproduce it\n- [x] write the test\n- [ ] tell support",
			"Took three tries. The first two fixed the symptom; **the third** found {thing}.",
		},
		"learned": {
			"- read-your-writes needs a session token\n- monotonic reads are weaker than a consistent prefix\n- a leaderless quorum is not linearizable",
			"> Make the change easy, then make the easy change.\n\nWorks for {part} too.",
		},
		"plan":    {"- [ ] sketch the interface\n- [ ] measure before\n- [ ] measure after", "- [ ] {part}\n- [ ] answer the open review"},
		"blocked": {"Asked in the channel. If nothing moves by Thursday I build around it."},
		"":        {"The numbers are in the ticket.", "Felt good to finish this before lunch.", "It is {thing} again; worth a linter rule."},
	},
}
