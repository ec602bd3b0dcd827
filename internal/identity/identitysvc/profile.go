package identitysvc

import (
	"context"
	"encoding/json"
	"fmt"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/markdown"
	"tamatar.dev/tamatar/internal/platform/searchtext"
)

// UpdateProfile changes what the input names. Errors: [identity.ErrProfileInvalid] with fields,
// [identity.ErrProfileConflict] when the base revision is stale, [identity.ErrHandleTaken].
func (s *Service) UpdateProfile(ctx context.Context, in identity.UpdateProfileInput) (*identity.Viewer, error) {
	a, err := s.allowed(ctx, identity.ActionEditProfile)
	if err != nil {
		return nil, err
	}
	if in, err = in.Normal(); err != nil {
		return nil, err
	}
	bioHTML := ""
	if in.Bio != nil {
		if bioHTML, err = markdown.Render(*in.Bio); err != nil {
			return nil, identity.ErrProfileInvalid.WithField("bio", errs.From(err).Public)
		}
	}
	return s.changeProfile(ctx, a, func(ctx context.Context, tx *db.Tx, u *userRow) ([]string, error) {
		if u.Revision != in.BaseRevision {
			return nil, identity.ErrProfileConflict
		}
		fields, err := applyProfile(u, in, bioHTML)
		if err != nil || in.Handle == nil || *in.Handle == u.Handle {
			return fields, err
		}
		if err := s.store.takeHandle(ctx, tx, u.ID, *in.Handle, s.now()); err != nil {
			return nil, err
		}
		old := u.Handle
		u.Handle = *in.Handle
		return append(fields, "handle"), s.emit(ctx, tx, u.ID, identity.HandleChanged{Trace: s.trace(ctx), UserID: u.ID, From: old, To: u.Handle})
	})
}

// changeProfile runs a change on the locked row and saves it under a new revision; fields names what changed.
func (s *Service) changeProfile(ctx context.Context, a identity.Actor, change func(ctx context.Context, tx *db.Tx, u *userRow) (fields []string, err error)) (*identity.Viewer, error) {
	var out *identity.Viewer
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		u, err := s.store.lockUser(ctx, tx, a.UserID)
		if err != nil {
			return err
		}
		fields, err := change(ctx, tx, u)
		if err != nil {
			return err
		}
		if len(fields) > 0 {
			u.Revision++
			if err := s.store.saveProfile(ctx, tx, u); err != nil {
				return err
			}
			if err := s.emit(ctx, tx, u.ID, identity.ProfileUpdated{Trace: s.trace(ctx), UserID: u.ID, Fields: fields}); err != nil {
				return err
			}
		}
		out = u.viewer(a)
		return nil
	})
	return out, err
}

// applyProfile puts the input over the row and names what it changed. The handle is not its business.
func applyProfile(u *userRow, in identity.UpdateProfileInput, bioHTML string) ([]string, error) {
	var fields []string
	set(&u.DisplayName, in.DisplayName, "displayName", &fields)
	set(&u.Pronouns, in.Pronouns, "pronouns", &fields)
	set(&u.Location, in.Location, "location", &fields)
	set(&u.TimeZone, in.TimeZone, "timeZone", &fields)
	set(&u.DayStart, in.DayStart, "dayStart", &fields)
	set(&u.WeekStart, in.WeekStart, "weekStart", &fields)
	set(&u.Locale, in.Locale, "locale", &fields)
	set(&u.Theme, in.Theme, "theme", &fields)
	set(&u.Bio, in.Bio, "bio", &fields)
	if in.Bio != nil {
		u.BioHTML, u.BioSanitiser = bioHTML, markdown.SanitiserVersion
	}
	if in.Links != nil {
		links := make([]identity.ProfileLink, len(in.Links))
		for i, l := range in.Links {
			links[i] = identity.ProfileLink(l)
		}
		if err := setList(&u.Links, links, "links", &fields); err != nil {
			return nil, err
		}
	}
	if in.Dashboard != nil {
		cards := make([]identity.DashboardCard, len(in.Dashboard))
		for i, c := range in.Dashboard {
			cards[i] = identity.DashboardCard(c)
		}
		if err := setList(&u.Dashboard, cards, "dashboard", &fields); err != nil {
			return nil, err
		}
	}
	return fields, nil
}

// setList is [set] for a list that is stored as JSON.
func setList[T any](dst *string, list []T, name string, fields *[]string) error {
	text, err := json.Marshal(list)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	value := string(text)
	set(dst, &value, name, fields)
	return nil
}

func set[T comparable](dst, value *T, name string, fields *[]string) {
	if value != nil && *value != *dst {
		*dst = *value
		*fields = append(*fields, name)
	}
}

// FinishOnboarding remembers that the person has seen, or skipped, the introduction. Doing it again changes nothing.
func (s *Service) FinishOnboarding(ctx context.Context) (*identity.Viewer, error) {
	a, err := s.allowed(ctx, identity.ActionEditProfile)
	if err != nil {
		return nil, err
	}
	return s.changeProfile(ctx, a, func(_ context.Context, _ *db.Tx, u *userRow) ([]string, error) {
		if u.OnboardedAt != nil {
			return nil, nil
		}
		now := db.Millis(s.now())
		u.OnboardedAt = &now
		return []string{"onboardedAt"}, nil
	})
}

func (store) saveProfile(ctx context.Context, tx *db.Tx, u *userRow) error {
	_, err := tx.Exec(ctx, `UPDATE identity_users SET handle = $2, display_name = $3, bio = $4, bio_html = $5, bio_sanitiser = $6, pronouns = $7,
		location = $8, links = $9, avatar_id = $10, time_zone = $11, day_start = $12, week_start = $13, locale = $14, theme = $15,
		onboarded_at = $16, revision = $17, dashboard = $18, display_name_folded = $19 WHERE id = $1`,
		u.ID, u.Handle, u.DisplayName, u.Bio, u.BioHTML, u.BioSanitiser, u.Pronouns,
		u.Location, u.Links, u.AvatarID, u.TimeZone, u.DayStart, string(u.WeekStart), u.Locale, string(u.Theme),
		u.OnboardedAt, u.Revision, u.Dashboard, searchtext.Name(u.DisplayName))
	return err
}
