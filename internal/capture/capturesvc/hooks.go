package capturesvc

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"strings"

	"tamatar.dev/tamatar/internal/capture"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/secret"
)

const (
	// hookPrefix begins the tokens, by which people and secret scanners know them.
	hookPrefix = "tmh"
	// signingPrefix begins keys of signatures, as Standard Webhooks has it.
	signingPrefix = "whsec_"
	signingBytes  = 32
)

// CreateHook makes a hook and gives its address and, where asked for, its key of signatures, this once.
// Errors: those of capture.Can, those of capture.CreateCaptureHookInput.Normal, capture.ErrHookLimit.
func (s *Service) CreateHook(ctx context.Context, a identity.Actor, in capture.CreateCaptureHookInput) (hook *capture.CaptureHook, address, key string, err error) {
	if err := capture.Can(a); err != nil {
		return nil, "", "", err
	}
	if in, err = in.Normal(); err != nil {
		return nil, "", "", err
	}
	now := s.now()
	r := &hookRow{ID: id.New(now), OwnerID: a.UserID, Name: in.Name, Kind: *in.Kind, Tags: strings.Join(in.Tags, " "), CreatedAt: db.Millis(now)}
	if in.Signed {
		raw := make([]byte, signingBytes)
		_, _ = rand.Read(raw) // never fails: the runtime stops the process when the system has no randomness
		key = signingPrefix + base64.StdEncoding.EncodeToString(raw)
		r.Signing = s.Keyring.Seal(signingColumn.AAD(r.ID), raw)
	}
	plain, _ := secret.PrefixedToken(hookPrefix)
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		n, err := s.store.countHooks(ctx, tx, a.UserID)
		if err != nil {
			return err
		}
		if n >= capture.MaxHooks {
			return capture.ErrHookLimit
		}
		if err := s.store.insertHook(ctx, tx, r, hashText(plain)); err != nil {
			return err
		}
		return s.Bus.Emit(ctx, tx, capture.HookMade{Trace: s.trace(ctx), UserID: a.UserID, HookID: r.ID, Name: r.Name})
	})
	if err != nil {
		return nil, "", "", err
	}
	noun := r.noun()
	return &noun, s.Base.JoinPath("hooks", plain).String(), key, nil
}

// RevokeHook ends a hook of the actor. Errors: those of capture.Can, capture.ErrHookNotFound.
func (s *Service) RevokeHook(ctx context.Context, a identity.Actor, hookID string) error {
	if err := capture.Can(a); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		r, err := s.store.deleteHook(ctx, tx, a.UserID, hookID)
		if errors.Is(err, db.ErrNoRows) {
			return capture.ErrHookNotFound
		}
		if err != nil {
			return err
		}
		return s.Bus.Emit(ctx, tx, capture.HookRevoked{Trace: s.trace(ctx), UserID: a.UserID, HookID: r.ID, Name: r.Name})
	})
}

// Hooks are the actor's hooks, newest first.
func (s *Service) Hooks(ctx context.Context, a identity.Actor) ([]capture.CaptureHook, error) {
	rows, err := s.store.hooks(ctx, a.UserID, capture.MaxHooks)
	if err != nil {
		return nil, err
	}
	out := make([]capture.CaptureHook, len(rows))
	for i := range rows {
		out[i] = rows[i].noun()
	}
	return out, nil
}

// openHook finds the hook of a token and its owner as they may act now. Error: capture.ErrHookNotFound, also for the hook
// of somebody suspended.
func (s *Service) openHook(ctx context.Context, token string) (*hookRow, identity.Actor, error) {
	var none identity.Actor
	if !secret.ValidPrefixed(hookPrefix, token) {
		return nil, none, capture.ErrHookNotFound
	}
	r, err := s.store.hookByHash(ctx, hashText(token))
	if errors.Is(err, db.ErrNoRows) {
		return nil, none, capture.ErrHookNotFound
	}
	if err != nil {
		return nil, none, err
	}
	a, err := s.People.ActorOf(ctx, r.OwnerID, r.ID, writing)
	if errors.Is(err, identity.ErrBadCredential) {
		return nil, none, capture.ErrHookNotFound
	}
	return &r, a, err
}
