package identitysvc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/mail"
	"tamatar.dev/tamatar/internal/platform/secret"
)

var noOptions = jobs.EnqueueOptions{}

// letterArgs is a letter on its way. What it says is sealed: it holds links, and the queue is a table like any other.
type letterArgs struct {
	Key    string `json:"key"`
	Sealed string `json:"sealed"`
}

// Kind names the job.
func (letterArgs) Kind() string { return "identity.send_letter" }

type letter struct {
	Kind   string            `json:"kind"`
	Locale string            `json:"locale"`
	To     string            `json:"to"`
	Data   map[string]string `json:"data"`
}

// warnings are the letters that a person must get whatever else was sent: strangers could use the limit up beforehand, and
// only acts that prove a password, a link or a stolen token bring them about.
var warnings = map[string]bool{
	identity.LetterPasswordChanged: true, identity.LetterEmailChanged: true,
	identity.LetterProviderLinked: true, identity.LetterProviderUnlinked: true,
	identity.LetterEmailRestored: true, identity.LetterRefreshReplayed: true,
	identity.LetterFactorAdded: true, identity.LetterFactorRemoved: true, identity.LetterFactorsReset: true,
	identity.LetterRecoveryCodeUsed: true,
	identity.LetterLeaving:          true, identity.LetterLeavingSoon: true, identity.LetterLeft: true,
}

// write puts a letter on its way in tx. More than [mailPerHour] to one address in an hour are dropped, but for warnings:
// nobody gets flooded through this instance. Nothing happens when the instance sends no mail. u may be nil.
func (s *Service) write(ctx context.Context, tx *db.Tx, kind string, u *userRow, to string, data map[string]string) error {
	if !s.SendsMail || to == "" {
		return nil
	}
	now := s.now()
	if !warnings[kind] {
		used, _, err := s.store.countTry(ctx, tx, limit{"mail:" + keyHash(identity.EmailKey(to)), mailPerHour, time.Hour}, now)
		if err != nil {
			return err
		}
		if used > mailPerHour {
			s.Log.InfoContext(ctx, "letter dropped, too many to one address", "kind", kind)
			return nil
		}
	}
	settings, err := s.store.settings(ctx, tx)
	if err != nil {
		return err
	}
	l := letter{Kind: kind, Locale: "en", To: to, Data: map[string]string{"instance": s.nameOf(settings), "baseUrl": s.BaseURL, "name": ""}}
	if u != nil {
		l.Locale, l.Data["name"] = u.Locale, u.DisplayName
	}
	for k, v := range data {
		l.Data[k] = v
	}
	payload, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("write letter: %w", err)
	}
	args := letterArgs{Key: id.New(now)}
	args.Sealed = s.Keyring.Seal(letterAAD(args.Key), payload)
	return s.Jobs.Enqueue(ctx, tx, args, noOptions)
}

func letterAAD(key string) string { return secret.AAD("river_job", "args", key) }

// sendLetter is the second step: no transaction is open while the mail server is talked to.
func (s *Service) sendLetter(ctx context.Context, args letterArgs) error {
	payload, err := s.Keyring.Open(letterAAD(args.Key), args.Sealed)
	if err != nil {
		return fmt.Errorf("open letter: %w", err)
	}
	var l letter
	if err := json.Unmarshal(payload, &l); err != nil {
		return fmt.Errorf("read letter: %w", err)
	}
	subject, text, html, err := s.Letters.Compose(l.Kind, l.Locale, l.Data)
	if err != nil {
		return fmt.Errorf("compose letter %s: %w", l.Kind, err)
	}
	err = s.Mail.Send(ctx, mail.Message{
		To: l.To, Subject: subject, Text: text, HTML: html, Kind: l.Kind, Locale: l.Locale, IdempotencyKey: args.Key,
	})
	if errors.Is(err, mail.ErrPermanent) {
		s.Log.WarnContext(ctx, "letter refused for good", "kind", l.Kind, "err", err)
		return nil
	}
	return err
}
