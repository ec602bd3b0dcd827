package limit

import (
	"net/http"
	"strconv"
	"time"
)

// Names of the headers, in the canonical form of [http.Header].
const (
	headerPolicy    = "Ratelimit-Policy"
	headerLimit     = "Ratelimit"
	headerOldLimit  = "X-Ratelimit-Limit"
	headerOldLeft   = "X-Ratelimit-Remaining"
	headerOldReset  = "X-Ratelimit-Reset"
	headerRetry     = "Retry-After"
	headerTextGuess = 96
)

// SetHeaders tells the caller where it stands: RateLimit and RateLimit-Policy of the IETF draft "RateLimit header
// fields for HTTP", the older X-RateLimit-* (reset as unix seconds), and Retry-After on a refusal.
func (v Verdict) SetHeaders(h http.Header) {
	if v.Limit == 0 {
		return
	}
	// One text for all values and one slice for all headers: this runs for every request.
	text := make([]byte, 0, headerTextGuess)
	var ends [5]int
	text = append(append(append(text, '"'), v.Kind.String()...), `";q=`...)
	text = strconv.AppendInt(text, v.Limit, 10)
	text = append(text, ";w=60"...)
	ends[0] = len(text)
	text = append(append(append(text, '"'), v.Kind.String()...), `";r=`...)
	text = strconv.AppendInt(text, v.Remaining, 10)
	text = append(text, ";t="...)
	text = strconv.AppendInt(text, seconds(v.Reset), 10)
	ends[1] = len(text)
	text = strconv.AppendInt(text, v.Limit, 10)
	ends[2] = len(text)
	text = strconv.AppendInt(text, v.Remaining, 10)
	ends[3] = len(text)
	text = strconv.AppendInt(text, v.ResetAt.Add(time.Second-1).Unix(), 10)
	ends[4] = len(text)

	all, from := string(text), 0
	values := make([]string, len(ends))
	for i, name := range [...]string{headerPolicy, headerLimit, headerOldLimit, headerOldLeft, headerOldReset} {
		values[i] = all[from:ends[i]]
		h[name] = values[i : i+1 : i+1]
		from = ends[i]
	}
	if v.Refused {
		h[headerRetry] = []string{strconv.FormatInt(max(seconds(v.Retry), 1), 10)}
	}
}

// seconds rounds up, so that nobody comes back too early.
func seconds(d time.Duration) int64 { return int64((d + time.Second - 1) / time.Second) }
