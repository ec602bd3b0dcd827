package limit

// Held is how many buckets the limiter keeps in memory.
func Held(l *Limiter) int {
	n := 0
	for i := range l.memory.shards {
		n += len(l.memory.shards[i].full)
	}
	return n
}
