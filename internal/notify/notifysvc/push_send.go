package notifysvc

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/SherClockHolmes/webpush-go"

	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/netguard"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// spreadPushArgs asks to bring a batch to every browser of its person.
type spreadPushArgs struct {
	BatchID string `json:"batchId"`
}

// Kind names the job.
func (spreadPushArgs) Kind() string { return "notify.spread_push" }

// sendPushArgs asks to bring a batch to one browser.
type sendPushArgs struct {
	BatchID    string `json:"batchId"`
	EndpointID string `json:"endpointId"`
}

// Kind names the job.
func (sendPushArgs) Kind() string { return "notify.send_push" }

// pushAttempts bounds the attempts: about an hour, after that the notice is read in the inbox.
const pushAttempts = 6

// spreadPush makes one job for each browser, so that one that does not answer does not hold up the others.
func (s *Service) spreadPush(ctx context.Context, tx *db.Tx, args spreadPushArgs) error {
	rows, err := s.store.batch(ctx, tx, args.BatchID)
	if err != nil {
		return fmt.Errorf("read batch: %w", err)
	}
	rows = open(rows)
	if len(rows) == 0 {
		return nil
	}
	now := db.Millis(s.now())
	devices, err := s.store.endpoints(ctx, tx, rows[0].UserID, now)
	if err != nil {
		return fmt.Errorf("read browsers: %w", err)
	}
	for _, d := range devices {
		if err := s.Jobs.Enqueue(ctx, tx, sendPushArgs{args.BatchID, d.ID}, jobs.EnqueueOptions{MaxAttempts: pushAttempts}); err != nil {
			return err
		}
	}
	return s.store.finish(ctx, tx, args.BatchID, "sent", now)
}

// pushed is what the service worker gets.
type pushed struct {
	// Tag is the same for every copy of a notice, so that a second one replaces the first without a sound.
	Tag   string `json:"tag"`
	Title string `json:"title"`
	Body  string `json:"body"`
	// Path is where a click leads, below the address of the instance.
	Path string `json:"path"`
	Lang string `json:"lang"`
}

// sendPush sends to one browser. Its session must live and its account be active at this moment.
func (s *Service) sendPush(ctx context.Context, args sendPushArgs) error {
	device, err := s.store.endpoint(ctx, args.EndpointID, db.Millis(s.now()))
	if errors.Is(err, db.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read browser: %w", err)
	}
	message, urgency, err := s.pushMessage(ctx, args.BatchID, device.UserID)
	if err != nil || message == nil {
		return err
	}
	payload, err := json.Marshal(message)
	if err != nil {
		return fmt.Errorf("write push: %w", err)
	}
	return s.post(ctx, device, payload, urgency, args.BatchID)
}

// pushMessage words a batch; nil when nothing of it is wanted any more.
func (s *Service) pushMessage(ctx context.Context, batchID, userID string) (*pushed, webpush.Urgency, error) {
	rows, err := s.store.batch(ctx, s.DB.Reader(), batchID)
	if err != nil {
		return nil, "", fmt.Errorf("read batch: %w", err)
	}
	p, err := s.store.person(ctx, s.DB.Reader(), userID)
	if errors.Is(err, db.ErrNoRows) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", fmt.Errorf("read the person: %w", err)
	}
	wanted, err := s.wanted(ctx, p, rows)
	if err != nil || len(wanted) == 0 || wanted[0].UserID != userID {
		return nil, "", err
	}
	items, err := s.items(p, wanted)
	if err != nil {
		return nil, "", err
	}
	out := &pushed{Tag: batchID, Title: clip(items[0].Title, 120), Body: clip(items[0].Body, 300), Path: "/app/notifications", Lang: p.Locale}
	if len(wanted) > 1 {
		titles := make([]string, 0, 3)
		for _, item := range items[:min(3, len(items))] {
			titles = append(titles, clip(item.Title, 80))
		}
		out.Title, out.Body = s.Wording.Together(p.Locale, len(wanted)), strings.Join(titles, "\n")
	} else if wanted[0].Path != "" {
		out.Path = "/app" + wanted[0].Path
	}
	urgency := webpush.UrgencyNormal
	if wanted[0].Category == notify.CategorySecurity {
		urgency = webpush.UrgencyHigh
	}
	return out, urgency, nil
}

// clip shortens a text to n characters.
func clip(text string, n int) string {
	r := []rune(text)
	if len(r) <= n {
		return text
	}
	return string(r[:n-1]) + "…"
}

// pushTTL is how long a push service keeps a message for a browser that is off, in seconds.
const pushTTL = 12 * 60 * 60

var errPushService = errors.New("the push service did not take the message")

// post sends an encrypted message. A browser that has left is forgotten, and so is one whose address turned out not to be
// a push service in the public internet.
func (s *Service) post(ctx context.Context, d endpointRow, payload []byte, u webpush.Urgency, topic string) error {
	sub, err := s.openEndpoint(d)
	if err != nil {
		return err
	}
	keys, err := s.vapid(ctx)
	if err != nil {
		return err
	}
	res, err := webpush.SendNotificationWithContext(ctx, payload, sub, &webpush.Options{
		HTTPClient: s.client(), Subscriber: s.subscriber(), Topic: topicOf(topic), TTL: pushTTL, Urgency: u,
		VAPIDPublicKey: keys.public, VAPIDPrivateKey: keys.private,
	})
	if errors.Is(err, netguard.ErrBlocked) || errors.Is(err, netguard.ErrURL) || errors.Is(err, netguard.ErrRedirect) {
		s.Log.WarnContext(ctx, "push address refused", "err", err)
		return s.gone(ctx, d)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", errPushService, err)
	}
	defer func() { _ = res.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 4<<10))
	switch {
	case res.StatusCode == http.StatusNotFound || res.StatusCode == http.StatusGone:
		return s.gone(ctx, d)
	case res.StatusCode >= 500 || res.StatusCode == http.StatusTooManyRequests:
		return fmt.Errorf("%w: status %d", errPushService, res.StatusCode)
	case res.StatusCode >= 300:
		s.Log.WarnContext(ctx, "push refused", "status", res.StatusCode)
		return nil
	}
	return s.store.usedEndpoint(ctx, d.ID, db.Millis(s.now()))
}

func (s *Service) gone(ctx context.Context, d endpointRow) error {
	_, err := s.store.dropEndpoint(ctx, s.DB.Writer(), d.UserID, d.ID)
	return err
}

// subscriber is whom a push service may turn to: RFC 8292 wants an https or a mailto address. The library puts mailto:
// before everything else.
func (s *Service) subscriber() string {
	if strings.HasPrefix(s.BaseURL, "https:") {
		return s.BaseURL
	}
	return "push@localhost"
}

// topicOf is a name that lets a later message replace an earlier one: at most 32 characters of base64url.
func topicOf(batchID string) string {
	return batchID[:min(len(batchID), 32)]
}

// openEndpoint unseals where and with which keys to send.
func (s *Service) openEndpoint(d endpointRow) (*webpush.Subscription, error) {
	text, err := s.Keyring.Open(endpointAAD(d.ID), d.Sealed)
	if err != nil {
		return nil, fmt.Errorf("open browser: %w", err)
	}
	var sub webpush.Subscription
	if err := json.NewDecoder(bytes.NewReader(text)).Decode(&sub); err != nil {
		return nil, fmt.Errorf("read browser: %w", err)
	}
	return &sub, nil
}

func endpointAAD(rowID string) string { return secret.AAD("notify_push_endpoints", "sealed", rowID) }
