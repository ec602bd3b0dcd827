package filessvc

import (
	"io"
	"net/http"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
)

const (
	// patience is how long an upload may stand still at its beginning.
	patience = 15 * time.Second
	// pace is how many bytes a second must arrive on average from then on: a bad line, and no trickle.
	pace = 16 << 10
	// answerTime is how long an upload has to be looked at and answered once it has arrived.
	answerTime = 30 * time.Second
)

// pacedBody lets a body take as long as its bytes are worth. Whoever sends a byte now and then is cut off.
type pacedBody struct {
	io.ReadCloser
	line *http.ResponseController
	ends time.Time
}

func (s *Service) paced(w http.ResponseWriter, body io.ReadCloser) *pacedBody {
	p := &pacedBody{ReadCloser: body, line: http.NewResponseController(w)}
	p.ends = clock.System{}.Now().Add(s.Patience) // sockets know the machine's time only
	return p
}

// Read implements [io.Reader].
func (p *pacedBody) Read(b []byte) (int, error) {
	_ = p.line.SetReadDeadline(p.ends)
	_ = p.line.SetWriteDeadline(p.ends.Add(answerTime))
	n, err := p.ReadCloser.Read(b)
	p.ends = p.ends.Add(time.Duration(n) * time.Second / pace)
	return n, err
}
