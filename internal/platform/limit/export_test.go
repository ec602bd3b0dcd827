package limit

// Callers is how many hold a turn or wait for one.
func Callers(t *Turns) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.people)
}

// Held is how many buckets the limiter keeps in memory.
func Held(l *Limiter) int {
	n := 0
	for i := range l.memory.shards {
		n += len(l.memory.shards[i].full)
	}
	return n
}
