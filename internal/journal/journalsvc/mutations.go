package journalsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// Mutations resolves what the journal adds to Mutation; see schema.graphql. What a person can mend comes back
// in the payload, everything else as an error.
type Mutations struct{ S *Service }

// WriteEntry logs an entry.
func (m Mutations) WriteEntry(ctx context.Context, input journal.WriteEntryInput) (*journal.WriteEntryPayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	e, err := m.S.Write(ctx, a, input)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &journal.WriteEntryPayload{Entry: e, Errors: list}, nil
}

// EditEntry replaces the content of an entry, or tells of a conflict.
func (m Mutations) EditEntry(ctx context.Context, input journal.EditEntryInput) (*journal.EditEntryPayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	e, conflict, err := m.S.Edit(ctx, a, input)
	return edited(a, e, conflict, err)
}

// RestoreRevision brings an earlier version back as a new one, or tells of a conflict.
func (m Mutations) RestoreRevision(ctx context.Context, input journal.RestoreRevisionInput) (*journal.EditEntryPayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	e, conflict, err := m.S.RestoreRevision(ctx, a, input)
	if !a.Can(identity.ScopeRead) {
		e = nil // the earlier text is not theirs to read
	}
	return edited(a, e, conflict, err)
}

func edited(a identity.Actor, e *journal.Entry, conflict *journal.EntryConflict, err error) (*journal.EditEntryPayload, error) {
	if conflict != nil && !a.Can(identity.ScopeRead) {
		return nil, identity.ErrScopeMissing // the other version is not theirs to read
	}
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &journal.EditEntryPayload{Entry: e, Conflict: conflict, Errors: list}, nil
}

// DeleteEntry moves an entry to the trash.
func (m Mutations) DeleteEntry(ctx context.Context, id string) (*journal.DeleteEntryPayload, error) {
	return deleted(ctx, id, m.S.Delete)
}

// PurgeEntry removes an entry from the trash for good.
func (m Mutations) PurgeEntry(ctx context.Context, id string) (*journal.DeleteEntryPayload, error) {
	return deleted(ctx, id, m.S.Purge)
}

func deleted(ctx context.Context, id string, act func(context.Context, identity.Actor, string) error) (*journal.DeleteEntryPayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	list, err := errs.UserErrors(act(ctx, a, id))
	if err != nil {
		return nil, err
	}
	p := &journal.DeleteEntryPayload{Errors: list}
	if len(list) == 0 {
		p.DeletedID = &id
	}
	return p, nil
}

// RestoreEntry brings an entry back from the trash, and shows it to whoever may read.
func (m Mutations) RestoreEntry(ctx context.Context, id string) (*journal.RestoreEntryPayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	e, err := m.S.Restore(ctx, a, id)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	if !a.Can(identity.ScopeRead) {
		e = nil
	}
	return &journal.RestoreEntryPayload{Entry: e, Errors: list}, nil
}

// AcceptDrafts makes entries of imported drafts.
func (m Mutations) AcceptDrafts(ctx context.Context, ids []string) (*journal.AcceptDraftsPayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	accepted, err := m.S.AcceptDrafts(ctx, a, ids)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &journal.AcceptDraftsPayload{Accepted: append([]string{}, accepted...), Errors: list}, nil
}

// ImportEntries brings up to 100 entries from elsewhere.
func (m Mutations) ImportEntries(ctx context.Context, input journal.ImportEntriesInput) (*journal.ImportEntriesPayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	var p *journal.ImportEntriesPayload
	if len(input.Entries) > journal.MaxImport {
		err = journal.ErrTooManyEntries.WithField("entries", journal.ErrTooManyEntries.Public)
	} else {
		p, err = m.S.Import(ctx, a.UserID, input)
	}
	list, err := errs.UserErrors(err)
	if err != nil || p != nil {
		return p, err
	}
	return &journal.ImportEntriesPayload{Rejected: []journal.ImportRejection{}, Errors: list}, nil
}

// writer is the actor, who may write entries. Errors: identity.ErrSignInRequired, identity.ErrScopeMissing.
func writer(ctx context.Context) (identity.Actor, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return a, err
	}
	if !a.Can(identity.ScopeEntriesWrite) {
		return a, identity.ErrScopeMissing
	}
	return a, nil
}
