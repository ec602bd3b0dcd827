package capturesvc

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"tamatar.dev/tamatar/internal/capture"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/problem"
	"tamatar.dev/tamatar/internal/platform/route"
	"tamatar.dev/tamatar/internal/tags"
)

const (
	// maxDelivery is the largest body: an entry of 64 KiB with its JSON around it.
	maxDelivery = 128 << 10
	// maxClient is how much of the name that a program gives itself is kept, in characters.
	maxClient = 120
)

// Routes are the door of hooks. It looks at no cookie and no other credential: the address says all.
func (s *Service) Routes() []route.Route {
	return []route.Route{{Pattern: "POST /hooks/{token}", Handler: http.HandlerFunc(s.deliver), MaxBody: maxDelivery, Public: true}}
}

// deliver answers once the entry is in the database, and tells nothing but its id.
func (s *Service) deliver(w http.ResponseWriter, r *http.Request) {
	entryID, err := s.take(r)
	if errors.Is(err, journal.ErrGone) {
		entryID, err = nil, nil // was written, and removed for good since: the sender has done its part
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	body, err := json.Marshal(map[string]*string{"entry": entryID})
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(http.StatusCreated)
	_, _ = w.Write(body)
}

// take writes an entry of a request. Errors: those of openHook, charge, readDelivery, the signature, journal's.
func (s *Service) take(r *http.Request) (*string, error) {
	ctx := r.Context()
	row, a, err := s.openHook(ctx, r.PathValue("token"))
	if err != nil {
		return nil, err
	}
	if err := s.charge(ctx, row.OwnerID, row.ID); err != nil {
		return nil, err
	}
	raw, err := readAll(r)
	if err != nil {
		return nil, err
	}
	key, err := s.deliveryKey(r, row, raw)
	if err != nil {
		return nil, err
	}
	d, err := readDelivery(r.Header.Get("Content-Type"), raw)
	if err != nil {
		return nil, err
	}
	e, err := s.Entries.Write(ctx, a, d.entry(row, clientID(row.ID, key, s.now())))
	if err != nil {
		return nil, named(err)
	}
	if err := s.noteUse(ctx, row); err != nil {
		s.Log.ErrorContext(ctx, "note the use of a hook", "error", err) // the entry is written: the answer is that it is
	}
	return &e.ID, nil
}

func (s *Service) noteUse(ctx context.Context, row *hookRow) error {
	req := route.RequestFrom(ctx)
	client := []rune(req.UserAgent)
	return s.store.useHook(context.WithoutCancel(ctx), row.ID, db.Millis(s.now()), req.Network(), string(client[:min(len(client), maxClient)]))
}

// named gives fields the names that senders use.
func named(err error) error {
	var e *errs.Error
	if errors.As(err, &e) && errors.Is(err, tags.ErrNameInvalid) && len(e.Fields) == 0 {
		return e.WithField("tags", e.Public)
	}
	return err
}

// readAll reads the body up to its bound. Errors: capture.ErrDeliveryTooLarge, ErrDeliveryBody.
func readAll(r *http.Request) ([]byte, error) {
	raw, err := io.ReadAll(r.Body)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, capture.ErrDeliveryTooLarge
	case err != nil:
		return nil, capture.ErrDeliveryBody.With(err)
	}
	return raw, nil
}

// deliveryKey proves the signature where the hook asks for one, and gives the key of the request; "" for none.
// Errors: capture.ErrSignature, ErrDeliveryKey.
func (s *Service) deliveryKey(r *http.Request, row *hookRow, raw []byte) (string, error) {
	key := r.Header.Get("Webhook-Id")
	if row.Signing != "" {
		signing, err := s.Keyring.Open(signingColumn.AAD(row.ID), row.Signing)
		if err != nil {
			return "", err
		}
		if !signed(signing, r.Header, raw, s.now()) {
			return "", capture.ErrSignature
		}
	}
	if key == "" {
		key = strings.Trim(r.Header.Get("Idempotency-Key"), `"`)
	}
	return key, checkKey(key)
}

// refuse answers with an error as problem details.
func (s *Service) refuse(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(r.Context().Err(), context.Canceled) {
		return
	}
	e := errs.From(err)
	if e.Kind == errs.Internal {
		s.Log.ErrorContext(r.Context(), "take what a hook was sent", "error", e)
	}
	status := e.Status()
	switch {
	case errors.Is(e, capture.ErrDeliveryType):
		status = http.StatusUnsupportedMediaType
	case errors.Is(e, capture.ErrDeliveryBody):
		status = http.StatusBadRequest
	}
	problem.Write(w, r, status, e)
}

// entry is what a delivery becomes: private, whatever it says.
func (d *delivery) entry(row *hookRow, clientID string) journal.WriteEntryInput {
	kind := row.Kind
	if d.kind != nil {
		kind = *d.kind
	}
	return journal.WriteEntryInput{
		ClientID: clientID, Body: d.text, Kind: &kind, Minutes: d.minutes, LoggedAt: d.at, Tags: append(strings.Fields(row.Tags), d.tags...),
	}
}
