package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"time"

	"tamatar.dev/tamatar/internal/app/demo"
	"tamatar.dev/tamatar/internal/audit/auditsvc"
	"tamatar.dev/tamatar/internal/backup/backupsvc"
	"tamatar.dev/tamatar/internal/capture/capturesvc"
	"tamatar.dev/tamatar/internal/evidence/evidencesvc"
	"tamatar.dev/tamatar/internal/files/filessvc"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/identity/identitysvc"
	"tamatar.dev/tamatar/internal/insights/insightssvc"
	"tamatar.dev/tamatar/internal/journal/journalsvc"
	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/notify/notifysvc"
	"tamatar.dev/tamatar/internal/operations"
	"tamatar.dev/tamatar/internal/operations/operationssvc"
	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/config"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/limit"
	"tamatar.dev/tamatar/internal/platform/mail"
	"tamatar.dev/tamatar/internal/platform/obs"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/platform/password"
	"tamatar.dev/tamatar/internal/platform/realtime"
	"tamatar.dev/tamatar/internal/platform/redis"
	"tamatar.dev/tamatar/internal/platform/secret"
	"tamatar.dev/tamatar/internal/platform/ticket"
	"tamatar.dev/tamatar/internal/portability/portabilitysvc"
	"tamatar.dev/tamatar/internal/reviews/reviewssvc"
	"tamatar.dev/tamatar/internal/sharing/sharingsvc"
	"tamatar.dev/tamatar/internal/site"
	"tamatar.dev/tamatar/internal/tags/tagssvc"
)

// Version is the version of the binary, set by the linker.
var Version = "dev"

// Commit names the source of the binary, set by the linker in releases: these are built without Go's own stamp, so that a
// copy of the source without its history gives the same bytes.
var Commit string

// CommittedAt is when that commit was made (RFC 3339).
var CommittedAt string

// Parts are what an instance is assembled from. [Open] makes them from the settings; tests bring their own.
type Parts struct {
	Config  *config.Config
	Clock   clock.Clock
	Log     *slog.Logger
	DB      *db.DB
	Keyring *secret.Keyring
	Blob    *blob.Store
	Mail    mail.Sender
	Hasher  identitysvc.Hasher
	// Push sends to the push services of browsers; nil means the client that reaches the public internet alone.
	Push *http.Client
	// Sleep levels the time of answers to strangers; nil means no levelling.
	Sleep func(context.Context, time.Duration)
}

// App is an instance without a server: its database, its jobs and its domains.
type App struct {
	Parts

	Jobs     *jobs.Runner
	Bus      *events.Bus
	Identity *identitysvc.Service
	Tags     *tagssvc.Service
	Files    *filessvc.Service
	Journal  *journalsvc.Service
	Sharing  *sharingsvc.Service
	Capture  *capturesvc.Service
	Insights *insightssvc.Service
	Reviews  *reviewssvc.Service
	Evidence *evidencesvc.Service
	Audit    *auditsvc.Service
	Notify   *notifysvc.Service
	// Portability runs what the rooms hand in to take along, bring, erase and show.
	Portability *portabilitysvc.Service
	// Limiter charges callers; nil when limits are off.
	Limiter *limit.Limiter
	// Live tells open tabs what changed; Tickets open their connections.
	Live    *realtime.Hub
	Tickets *ticket.Desk
	redis   *redis.Client
	// demonstration is nil where there is none.
	demonstration *demonstration

	Operations *operationssvc.Service
	Backup     *backupsvc.Service
}

// Open makes the instance that the settings describe: it checks them, opens the database, brings its schema up to
// date and assembles the domains. Jobs are not started. Close it when done.
func Open(ctx context.Context, cfg *config.Config) (*App, error) {
	p, err := open(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if err := db.Migrate(ctx, p.DB); err != nil {
		return nil, errors.Join(fmt.Errorf("migrate: %w", err), p.close())
	}
	a, err := Assemble(p)
	if err != nil {
		return nil, errors.Join(err, p.close())
	}
	return a, nil
}

// open makes the parts from the settings.
func open(ctx context.Context, cfg *config.Config) (Parts, error) {
	if err := cfg.Validate(); err != nil {
		return Parts{}, err
	}
	if _, err := declaredProviders(cfg); err != nil {
		return Parts{}, err
	}
	if err := cfg.EnsureDataDir(); err != nil {
		return Parts{}, err
	}
	p := Parts{Config: cfg, Clock: clockOf(cfg), Log: obs.Logger(os.Stderr, obs.LogOptions{Level: cfg.LogLevel, JSON: cfg.LogJSON()}), Sleep: sleep}
	var err error
	if p.Keyring, err = keyring(cfg); err != nil {
		return Parts{}, err
	}
	if p.Mail, err = sender(cfg, p.Clock); err != nil {
		return Parts{}, err
	}
	if p.Blob, err = blob.Open(ctx, cfg.Files()); err != nil {
		return Parts{}, fmt.Errorf("open files: %w", err)
	}
	p.Hasher = password.New(password.Options{Pepper: p.Keyring.Derive("password.pepper")})
	if p.DB, err = db.Open(ctx, db.Options{DSN: cfg.DSN()}); err != nil {
		return Parts{}, errors.Join(fmt.Errorf("open database: %w", err), p.Blob.Close())
	}
	return p, nil
}

// Assemble wires the domains over the parts. The database must be migrated.
func Assemble(p Parts) (*App, error) {
	a := &App{Parts: p}
	cfg := p.Config
	letters := site.NewLetters()
	var err error
	if a.redis, err = openRedis(cfg.RedisURL); err != nil {
		return nil, err
	}
	a.Limiter = limiter(p, a.redis)
	cursors := page.NewSealer(p.Keyring.Derive("page.cursors"))
	a.Jobs = jobs.New(p.DB, p.Clock, p.Log, jobs.Options{})
	a.Bus = events.NewBus(a.Jobs)
	a.Identity = identitysvc.New(identitysvc.Deps{
		DB: p.DB, Clock: p.Clock, Log: p.Log, Bus: a.Bus, Jobs: a.Jobs, Keyring: p.Keyring, Pages: cursors,
		Hasher: p.Hasher, Policy: password.Policy{MinLength: cfg.MinPasswordLength}, Blob: p.Blob,
		ShortPolicy: password.Policy{MinLength: min(cfg.MinPasswordLength, identity.ShortPassword)}, PasswordMin: cfg.MinPasswordLength,
		Mail: p.Mail, Letters: letters, SendsMail: cfg.MailMode() != "none",
		BaseURL: cfg.Base().String(), Version: Version,
		InstanceName: cfg.InstanceName, Registration: registration(cfg), Sleep: p.Sleep,
	})
	a.assembleLive()
	a.Tags = tagssvc.New(tagssvc.Deps{DB: p.DB, Clock: p.Clock})
	a.Files = filessvc.New(filessvc.Deps{
		DB: p.DB, Clock: p.Clock, Log: p.Log, Blob: p.Blob, Jobs: a.Jobs, Bus: a.Bus, People: a.Identity, Pages: cursors,
		MaxSize: cfg.MaxFileBytes(), Quota: cfg.FileQuotaBytes(),
	})
	a.Journal = journalsvc.New(journalsvc.Deps{
		DB: p.DB, Clock: p.Clock, Log: p.Log, Users: a.Identity, People: a.Identity, Tags: a.Tags, Files: a.Files, Cursors: cursors, Bus: a.Bus, Jobs: a.Jobs,
	})
	a.Files.UsedBy(a.Journal)
	a.Journal.SampledBy(demo.Samples)
	a.Sharing = sharingsvc.New(sharingsvc.Deps{
		DB: p.DB, Clock: p.Clock, Log: p.Log, Bus: a.Bus, Jobs: a.Jobs, People: a.Identity, Journal: a.Journal, Files: a.Files, Base: cfg.Base(), Version: Version,
	})
	a.Capture = a.capture()
	a.Insights = insightssvc.New(insightssvc.Deps{DB: p.DB, Clock: p.Clock, Entries: a.Journal})
	a.Reviews = reviewssvc.New(reviewssvc.Deps{DB: p.DB, Clock: p.Clock, Bus: a.Bus, Journal: a.Journal, Wording: letters.Digests(), Base: cfg.Base()})
	a.Evidence = evidencesvc.New(evidencesvc.Deps{Journal: a.Journal, Wording: letters.Drafts()})
	a.Sharing.ShowStreaks(streaks{a.Identity, a.Insights})
	a.Audit = auditsvc.New(auditsvc.Deps{
		DB: p.DB, Clock: p.Clock, Log: p.Log, Bus: a.Bus, Users: a.Identity, Pages: cursors, Keyring: p.Keyring,
	})
	a.Notify = notifysvc.New(notifysvc.Deps{
		DB: p.DB, Clock: p.Clock, Log: p.Log, Bus: a.Bus, Jobs: a.Jobs, Keyring: p.Keyring, Pages: cursors, Mail: p.Mail,
		Catalogue: notify.NewCatalogue(), Wording: letters.Notices(), Days: a.Insights, Weeks: weeks{a.Insights}, Instance: a.Identity,
		BaseURL: cfg.Base().String(), Version: Version, SendsMail: cfg.MailMode() != "none", Push: p.Push, Live: a.Live,
	})
	a.watchForNotices()
	a.Portability = portabilitysvc.New(portabilitysvc.Deps{
		DB: p.DB, Clock: p.Clock, Log: p.Log, Bus: a.Bus, Jobs: a.Jobs, Blob: p.Blob, Accounts: a.Identity,
		Grace: time.Duration(cfg.DeletionGrace) * 24 * time.Hour, Parts: a.portableParts(), Foreign: a.Journal,
	})
	a.Operations = operationssvc.New(operationssvc.Deps{
		DB: p.DB, Clock: p.Clock, Log: p.Log, Bus: a.Bus, Jobs: a.Jobs, Blob: p.Blob, Mail: p.Mail, Pages: cursors,
		DataDir: cfg.DataDir, Version: Version, Commit: Commit, CommittedAt: CommittedAt,
	})
	if a.Backup, err = a.backups(cursors); err != nil {
		return nil, err
	}
	if a.redis != nil {
		a.Operations.AddProbe(operationssvc.Probe{Name: "redis", Look: func(ctx context.Context) operations.HealthPart {
			return operationssvc.Part(a.redis.Ping(ctx))
		}})
	}
	a.auditPeers()
	a.demonstration = a.demonstrate()
	return a, nil
}

// Close closes the files and the database. Stop the jobs first.
func (a *App) Close() error {
	err := a.Live.Stop(context.Background())
	if a.redis != nil {
		a.redis.Close()
	}
	return errors.Join(err, a.close())
}

func (p Parts) close() error {
	var errList []error
	if p.Blob != nil {
		errList = append(errList, p.Blob.Close())
	}
	if p.DB != nil {
		errList = append(errList, p.DB.Close())
	}
	return errors.Join(errList...)
}

// registration is how people get accounts at first; a demonstration has none to give.
func registration(cfg *config.Config) identity.RegistrationMode {
	if cfg.Demo > 0 {
		return identity.RegistrationClosed
	}
	return identity.RegistrationMode(cfg.Registration)
}
