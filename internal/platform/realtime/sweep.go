package realtime

import (
	"context"
	"runtime/debug"
	"time"
)

const (
	// sweepEvery is how often the logins behind open connections are looked up: what another process ended (another node
	// without Redis, the command line) or what ran out by itself is cut off by then.
	sweepEvery = 3 * time.Second
	// sweepAtOnce is how many logins are looked up together.
	sweepAtOnce = 500
	// sweepPatience is how long one look may take.
	sweepPatience = 2 * time.Second
)

// sweep runs until the hub stops.
func (h *Hub) sweep() {
	t := time.NewTicker(sweepEvery)
	defer t.Stop()
	most := 0
	for {
		select {
		case <-h.done:
			return
		case <-t.C:
			h.look()
			most = giveBack(most, h.people.size())
		}
	}
}

// manyLeft is from how many connections on it is worth handing their memory back when they have gone.
const manyLeft = 1000

// giveBack hands memory back to the system when most of many connections have left: with few requests the collector
// would keep it for minutes. It returns the most connections since then.
func giveBack(most, now int) int {
	if most >= manyLeft && now <= most/2 {
		debug.FreeOSMemory()
		return now
	}
	return max(most, now)
}

// look cuts the connections whose login has ended.
func (h *Hub) look() {
	logins := h.people.logins("")
	for len(logins) > 0 {
		n := min(len(logins), sweepAtOnce)
		h.lookAt(logins[:n])
		logins = logins[n:]
	}
}

func (h *Hub) lookAt(logins []Login) {
	if len(logins) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), sweepPatience)
	defer cancel()
	ended, err := h.o.Ended(ctx, logins)
	if err != nil {
		h.o.Log.Warn("logins of live connections not looked up", "err", err)
		return
	}
	for _, l := range ended {
		h.cut(l)
	}
}
