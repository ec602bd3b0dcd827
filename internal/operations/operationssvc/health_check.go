package operationssvc

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"time"

	"tamatar.dev/tamatar/internal/operations"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/disk"
)

const (
	// lookTime is how long one part gets to answer.
	lookTime = 5 * time.Second
	// lateAfter is how long a due job may wait before the queue counts as slow.
	lateAfter = 5 * time.Minute
)

// Health asks every part at once how it is. Errors: those of [operations.CanRead].
func (s *Service) Health(ctx context.Context) (*operations.Health, error) {
	if err := s.mayRead(ctx); err != nil {
		return nil, err
	}
	probes := append([]Probe{
		{"database", s.lookDatabase},
		{"schema", s.lookSchema},
		{"queue", s.lookQueue},
		{"files", s.lookFiles},
		{"disk", s.lookDisk},
		{"mail", s.lookMail},
		{"clock", s.lookClock},
	}, s.Probes...)
	parts := make([]operations.HealthPart, len(probes))
	var all sync.WaitGroup
	for i, p := range probes {
		all.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, lookTime)
			defer cancel()
			start := clock.System{}.Now()
			part := p.Look(ctx)
			part.Name, part.Milliseconds = p.Name, int(clock.System{}.Now().Sub(start).Milliseconds())
			if part.Facts == nil {
				part.Facts = []operations.HealthFact{}
			}
			parts[i] = part
		})
	}
	all.Wait()
	return &operations.Health{Status: operations.Worst(parts), At: s.Clock.Now(), Parts: parts}, nil
}

// Part is a judged part: without an error it is good, with one bad, and the error's line is shown.
func Part(err error, facts ...operations.HealthFact) operations.HealthPart {
	p := operations.HealthPart{Status: operations.HealthStatusGood, Facts: facts}
	if err != nil {
		line := operations.FailureLine(err.Error())
		p.Status, p.Message = operations.HealthStatusBad, &line
	}
	return p
}

// Fact is one figure of a part.
func Fact(name, value string) operations.HealthFact {
	return operations.HealthFact{Name: name, Value: value}
}

func said(p operations.HealthPart, status operations.HealthStatus, message string) operations.HealthPart {
	p.Status, p.Message = status, &message
	return p
}

func (s *Service) lookDatabase(ctx context.Context) operations.HealthPart {
	if err := s.DB.Ping(ctx); err != nil {
		return Part(err)
	}
	version, _, err := db.Server(ctx, s.DB.Reader())
	return Part(err, Fact("engine", string(s.DB.Dialect())), Fact("version", version))
}

func (s *Service) lookSchema(ctx context.Context) operations.HealthPart {
	state, err := db.Schema(ctx, s.DB.Reader())
	if err != nil {
		return Part(err)
	}
	p := Part(nil, Fact("newest", state.Newest), Fact("applied", strconv.Itoa(state.Applied)))
	switch {
	case len(state.Missing) > 0:
		return said(p, operations.HealthStatusBad, "These migrations were not run: "+strings.Join(state.Missing, ", ")+". Run tamatar migrate.")
	case state.Applied > state.Known:
		return said(p, operations.HealthStatusWarning, "The database is newer than this program: somebody ran a newer version on it.")
	}
	return p
}

func (s *Service) lookQueue(ctx context.Context) operations.HealthPart {
	stats, err := s.Jobs.Stats(ctx)
	if err != nil {
		return Part(err)
	}
	p := Part(nil, Fact("due", strconv.FormatInt(stats.Available, 10)), Fact("failed", strconv.FormatInt(stats.Dead, 10)))
	switch {
	case !stats.OldestDue.IsZero() && s.Clock.Now().Sub(stats.OldestDue) > lateAfter:
		return said(p, operations.HealthStatusBad, "A job has been due for more than five minutes: nobody works, or too few do.")
	case stats.Dead > 0:
		return said(p, operations.HealthStatusWarning, "Some jobs have used up their attempts. Run them again or discard them.")
	}
	return p
}

func (s *Service) lookFiles(ctx context.Context) operations.HealthPart {
	return Part(s.Blob.Reach(ctx))
}

func (s *Service) lookDisk(context.Context) operations.HealthPart {
	free, total, err := disk.Space(s.DataDir)
	if err != nil {
		return Part(err)
	}
	p := Part(nil, Fact("free", strconv.FormatUint(free, 10)), Fact("total", strconv.FormatUint(total, 10)))
	if status := operations.DiskStatus(free, total); status != operations.HealthStatusGood {
		return said(p, status, "The disk of the data folder is nearly full. Writes are refused when it is.")
	}
	return p
}

// lookMail reaches the SMTP server; the mailbox of development needs nothing, and an instance may do without mail.
func (s *Service) lookMail(ctx context.Context) operations.HealthPart {
	smtp, ok := s.Mail.(interface {
		Reach(ctx context.Context) error
	})
	if !ok {
		return operations.HealthPart{Status: operations.HealthStatusOff}
	}
	return Part(smtp.Reach(ctx))
}

func (s *Service) lookClock(ctx context.Context) operations.HealthPart {
	before := clock.System{}.Now()
	_, now, err := db.Server(ctx, s.DB.Reader())
	if err != nil {
		return Part(err)
	}
	if now.IsZero() { // the database runs in this process
		return operations.HealthPart{Status: operations.HealthStatusOff}
	}
	after := clock.System{}.Now()
	skew := now.Sub(before.Add(after.Sub(before) / 2))
	p := Part(nil, Fact("skew", strconv.FormatInt(skew.Milliseconds(), 10)))
	if status := operations.SkewStatus(skew); status != operations.HealthStatusGood {
		return said(p, status, "The clocks of the server and of the database differ. Switch on NTP on both.")
	}
	return p
}
