package capturesvc

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"strings"

	"tamatar.dev/tamatar/internal/capture"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
)

const (
	// addressStart is what people see first of an address; what is behind the sign is the secret.
	addressStart = "log+"
	// addressBytes and addressLetters are the size of the secret: 130 bits in letters that have no capitals.
	addressBytes   = 17
	addressLetters = 26
)

var addressAlphabet = base32.NewEncoding("abcdefghijkmnpqrstuvwxyz23456789").WithPadding(base32.NoPadding)

// MailOf tells what the actor has of capture by mail.
func (s *Service) MailOf(ctx context.Context, a identity.Actor) (*capture.CaptureMail, error) {
	out := &capture.CaptureMail{On: s.Mail.On()}
	r, err := s.store.address(ctx, s.DB.Reader(), a.UserID)
	if errors.Is(err, db.ErrNoRows) {
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	out.Address = r.noun()
	return out, nil
}

// CreateAddress gives the actor a new mail address in place of the one they had, and tells it this once.
// Errors: those of capture.Can, capture.ErrMailOff.
func (s *Service) CreateAddress(ctx context.Context, a identity.Actor) (address string, err error) {
	if err := capture.Can(a); err != nil {
		return "", err
	}
	if !s.Mail.On() {
		return "", capture.ErrMailOff
	}
	raw := make([]byte, addressBytes)
	_, _ = rand.Read(raw) // never fails: the runtime stops the process when the system has no randomness
	plain := addressAlphabet.EncodeToString(raw)[:addressLetters]
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.store.saveAddress(ctx, tx, a.UserID, hashText(plain), db.Millis(s.now())); err != nil {
			return err
		}
		return s.Bus.Emit(ctx, tx, capture.AddressMade{Trace: s.trace(ctx), UserID: a.UserID})
	})
	return addressStart + plain + "@" + s.Mail.Domain, err
}

// UpdateAddress says who may write to the actor's address beside themselves.
// Errors: those of capture.Can, capture.ErrSender, ErrAddressNotFound.
func (s *Service) UpdateAddress(ctx context.Context, a identity.Actor, in capture.UpdateCaptureAddressInput) error {
	if err := capture.Can(a); err != nil {
		return err
	}
	in, err := in.Normal()
	if err != nil {
		return err
	}
	return s.changeAddress(ctx, capture.AddressChanged{Trace: s.trace(ctx), UserID: a.UserID, Count: len(in.Senders)}, func(ctx context.Context, tx *db.Tx) error {
		_, err := s.store.saveSenders(ctx, tx, a.UserID, strings.Join(in.Senders, " "))
		return err
	})
}

// RevokeAddress ends the actor's address. Errors: those of capture.Can, capture.ErrAddressNotFound.
func (s *Service) RevokeAddress(ctx context.Context, a identity.Actor) error {
	if err := capture.Can(a); err != nil {
		return err
	}
	return s.changeAddress(ctx, capture.AddressRevoked{Trace: s.trace(ctx), UserID: a.UserID}, func(ctx context.Context, tx *db.Tx) error {
		_, err := s.store.deleteAddress(ctx, tx, a.UserID)
		return err
	})
}

func (s *Service) changeAddress(ctx context.Context, ev events.Event, change func(context.Context, *db.Tx) error) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		err := change(ctx, tx)
		if errors.Is(err, db.ErrNoRows) {
			return capture.ErrAddressNotFound
		}
		if err != nil {
			return err
		}
		return s.Bus.Emit(ctx, tx, ev)
	})
}

// openAddress finds the address of a secret and its owner as they may act now. Error: capture.ErrAddressNotFound, also
// for that of somebody suspended.
func (s *Service) openAddress(ctx context.Context, plain string) (*addressRow, identity.Actor, error) {
	var none identity.Actor
	if len(plain) != addressLetters {
		return nil, none, capture.ErrAddressNotFound
	}
	r, err := s.store.addressByHash(ctx, hashText(plain))
	if errors.Is(err, db.ErrNoRows) {
		return nil, none, capture.ErrAddressNotFound
	}
	if err != nil {
		return nil, none, err
	}
	a, err := s.People.ActorOf(ctx, r.OwnerID, "mail", writing)
	if errors.Is(err, identity.ErrBadCredential) {
		return nil, none, capture.ErrAddressNotFound
	}
	return &r, a, err
}
