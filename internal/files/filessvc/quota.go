package filessvc

import (
	"context"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/route"
)

const megabyte = 1 << 20

// People is what files need of identity to give somebody space.
type People interface {
	// AdminUser gives one account to an administrator, and nil when there is none.
	AdminUser(ctx context.Context, userID string) (*identity.AdminUser, error)
}

// StorageOf is the space of somebody, for administrators; nil when there is no such account.
// Errors: those of identity's policy.
func (s *Service) StorageOf(ctx context.Context, userID string) (*files.AdminStorage, error) {
	u, err := s.People.AdminUser(ctx, userID)
	if err != nil || u == nil || u.Status == identity.StatusDeleted {
		return nil, err
	}
	return s.storageOf(ctx, userID)
}

// SystemStorage is StorageOf for the command line; the caller knows that there is such an account.
func (s *Service) SystemStorage(ctx context.Context, userID string) (*files.AdminStorage, error) {
	return s.storageOf(ctx, userID)
}

func (s *Service) storageOf(ctx context.Context, userID string) (*files.AdminStorage, error) {
	used, err := s.store.usage(ctx, userID)
	if err != nil {
		return nil, err
	}
	own, err := s.store.quota(ctx, userID)
	if err != nil {
		return nil, err
	}
	out := &files.AdminStorage{UsedBytes: float64(used.Bytes), Files: used.Files, UsualMegabytes: int(s.Quota / megabyte)}
	if own != nil {
		given := int(*own / megabyte)
		out.Megabytes = &given
	}
	return out, nil
}

// SetQuota gives somebody space for files; nil is the usual one. It holds with the next upload; what is there stays.
// Sensitive, for administrators. Errors: those of identity's policy, files.ErrQuotaInvalid, identity.ErrUserNotFound.
func (s *Service) SetQuota(ctx context.Context, userID string, megabytes *int) (*files.AdminStorage, error) {
	a, err := identity.MustActor(ctx)
	if err == nil {
		err = files.CanSetQuota(a, s.now())
	}
	if err != nil {
		return nil, err
	}
	u, err := s.People.AdminUser(ctx, userID)
	if err == nil && (u == nil || u.Status == identity.StatusDeleted) {
		err = identity.ErrUserNotFound
	}
	if err != nil {
		return nil, err
	}
	r := route.RequestFrom(ctx)
	return s.setQuota(ctx, identity.Trace{At: s.now(), ActorID: a.UserID, Via: "session", Network: r.Network(), RequestID: r.ID}, userID, megabytes)
}

// SystemSetQuota is SetQuota for the command line; the caller knows that there is such an account.
// Error: files.ErrQuotaInvalid.
func (s *Service) SystemSetQuota(ctx context.Context, userID string, megabytes *int) (*files.AdminStorage, error) {
	return s.setQuota(ctx, identity.Trace{At: s.now(), Via: "command_line"}, userID, megabytes)
}

func (s *Service) setQuota(ctx context.Context, by identity.Trace, userID string, megabytes *int) (*files.AdminStorage, error) {
	if err := files.CheckQuota(megabytes); err != nil {
		return nil, err
	}
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.store.setQuota(ctx, tx, userID, megabytes, db.Millis(by.At)); err != nil {
			return err
		}
		return s.Bus.Emit(ctx, tx, files.QuotaSet{Trace: by, UserID: userID, Megabytes: megabytes})
	})
	if err != nil {
		return nil, err
	}
	return s.storageOf(ctx, userID)
}

// Queries resolves what files add to Query; see schema.graphql.
type Queries struct{ S *Service }

// AdminStorage is the space of somebody.
func (q Queries) AdminStorage(ctx context.Context, userID string) (*files.AdminStorage, error) {
	return q.S.StorageOf(ctx, userID)
}

// AdminSetFileQuota gives somebody space for files.
func (m Mutations) AdminSetFileQuota(ctx context.Context, userID string, megabytes *int) (*files.AdminStoragePayload, error) {
	out, err := m.S.SetQuota(ctx, userID, megabytes)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &files.AdminStoragePayload{Storage: out, Errors: list}, nil
}
