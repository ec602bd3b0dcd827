package demo

import (
	"context"
	"slices"

	"tamatar.dev/tamatar/internal/capture"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
)

// hooks makes ways in for programs; capturesvc has it.
type hooks interface {
	Hooks(ctx context.Context, a identity.Actor) ([]capture.CaptureHook, error)
	CreateHook(ctx context.Context, a identity.Actor, in capture.CreateCaptureHookInput) (hook *capture.CaptureHook, address, key string, err error)
}

// hookName is the build server of every persona.
const hookName = "CI"

// hook makes the webhook of a build server when the persona has none of its name. Its address is told to nobody: it is there
// to be seen, and writes nothing.
func (l Loader) hook(ctx context.Context, p Persona, userID string) error {
	a := p.actor(userID)
	have, err := l.Hooks.Hooks(ctx, a)
	if err != nil || slices.ContainsFunc(have, func(h capture.CaptureHook) bool { return h.Name == hookName }) {
		return err
	}
	done := journal.KindDone
	_, _, _, err = l.Hooks.CreateHook(ctx, a, capture.CreateCaptureHookInput{Name: hookName, Kind: &done, Tags: []string{"ci"}, Signed: true})
	return err
}
