package identitysvc

import (
	"bytes"
	"context"
	"errors"
	"io"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/markdown"
	"tamatar.dev/tamatar/internal/platform/portable"
)

const (
	profileFile  = "profile.json"
	profileLimit = 256 << 10
	profileNoun  = "profile"
)

// avatarFiles are the names of the picture by what it is.
var avatarFiles = map[string]string{"image/jpeg": "avatar.jpg", "image/png": "avatar.png"}

// portableProfile is a profile in an archive: what a person says of themselves and how they like it. Address, handle,
// role and password belong to the account on this instance and stay with it.
type portableProfile struct {
	Avatar string `json:"avatar"`
	Bio    string `json:"bio"`
	// Dashboard is nil in archives of versions before it could be arranged.
	Dashboard   []identity.DashboardCard `json:"dashboard"`
	DayStart    int                      `json:"dayStart"`
	DisplayName string                   `json:"displayName"`
	Links       []portableLink           `json:"links"`
	Locale      string                   `json:"locale"`
	Location    string                   `json:"location"`
	Pronouns    string                   `json:"pronouns"`
	Theme       identity.Theme           `json:"theme"`
	TimeZone    string                   `json:"timeZone"`
	WeekStart   identity.Weekday         `json:"weekStart"`
}

type portableLink struct {
	Label string `json:"label"`
	URL   string `json:"url"`
}

// Portable is what identity takes along, brings, erases and shows.
func (s *Service) Portable() portable.Part {
	return portable.Part{
		Domain: "identity", Export: s.exportProfile, Record: s.recordAccount, Import: s.importProfile,
		Outlets: s.outlets, Close: s.closeOutlet,
	}
}

func (s *Service) exportProfile(ctx context.Context, userID string, out *portable.Out) error {
	u, err := s.store.userByID(ctx, s.DB.Reader(), userID)
	if err != nil {
		return err
	}
	p, picture, err := s.profileOf(ctx, u)
	if err != nil {
		return err
	}
	if p.Avatar != "" {
		if err := out.File(p.Avatar, time.Time{}, picture); err != nil {
			return err
		}
	}
	return out.JSON(profileFile, p)
}

// profileOf is the profile as an archive has it, and the picture.
func (s *Service) profileOf(ctx context.Context, u *userRow) (portableProfile, []byte, error) {
	p := portableProfile{
		Bio: u.Bio, Dashboard: u.dashboard(), DayStart: u.DayStart, DisplayName: u.DisplayName, Links: []portableLink{}, Locale: u.Locale, Location: u.Location,
		Pronouns: u.Pronouns, Theme: u.Theme, TimeZone: u.TimeZone, WeekStart: u.WeekStart,
	}
	for _, l := range u.links() {
		p.Links = append(p.Links, portableLink(l))
	}
	if u.AvatarID == nil {
		return p, nil, nil
	}
	file, err := s.Blob.Get(ctx, avatarKey(*u.AvatarID))
	if errors.Is(err, blob.ErrNotFound) {
		return p, nil, nil // the row tells of a picture that is gone; nothing can be taken along
	}
	if err != nil {
		return p, nil, err
	}
	picture, err := io.ReadAll(io.LimitReader(file, avatarMaxBytes))
	p.Avatar = avatarFiles[kindOfPicture(picture)]
	return p, picture, errors.Join(err, file.Close())
}

func kindOfPicture(raw []byte) string {
	if bytes.HasPrefix(raw, []byte("\x89PNG")) {
		return "image/png"
	}
	return "image/jpeg"
}

func (s *Service) importProfile(ctx context.Context, in *portable.In) error {
	if !in.Has(profileFile) {
		return nil
	}
	var p portableProfile
	if err := in.JSON(profileFile, profileLimit, &p); err != nil {
		return in.Report.Refuse(profileNoun, "identity/"+profileFile, err)
	}
	u, err := s.store.userByID(ctx, s.DB.Reader(), in.UserID)
	if err != nil {
		return err
	}
	have, picture, err := s.profileOf(ctx, u)
	if err != nil {
		return err
	}
	if p.Dashboard == nil {
		p.Dashboard = have.Dashboard
	}
	input, err := p.input().Normal()
	if err == nil && (!p.Theme.Valid() || !p.WeekStart.Valid()) {
		err = portable.ErrFileBroken
	}
	bioHTML := ""
	if err == nil {
		bioHTML, err = markdown.Render(p.Bio)
	}
	if err != nil {
		return in.Report.Refuse(profileNoun, "identity/"+profileFile, err)
	}
	brought, err := s.broughtPicture(ctx, in, p)
	if err != nil {
		return in.Report.Refuse("avatar", "identity/"+p.Avatar, err)
	}
	samePicture := bytes.Equal(picture, brought)
	if p.equal(have) && samePicture {
		in.Report.Note(profileNoun, portable.Same)
		return nil
	}
	in.Report.Note(profileNoun, portable.Changed)
	if in.DryRun {
		return nil
	}
	return s.bringProfile(ctx, in.UserID, input, bioHTML, brought, samePicture)
}

// bringProfile saves the profile, and the picture where it is another one.
func (s *Service) bringProfile(ctx context.Context, userID string, input identity.UpdateProfileInput, bioHTML string, picture []byte, samePicture bool) error {
	var avatarID *string
	if picture != nil && !samePicture {
		fresh := id.New(s.now())
		if err := s.Blob.Put(ctx, avatarKey(fresh), kindOfPicture(picture), bytes.NewReader(picture)); err != nil {
			return err
		}
		avatarID = &fresh
	}
	_, err := s.changeProfile(ctx, identity.Actor{UserID: userID}, func(ctx context.Context, tx *db.Tx, u *userRow) ([]string, error) {
		fields, err := applyProfile(u, input, bioHTML)
		if u.OnboardedAt == nil {
			now := db.Millis(s.now())
			u.OnboardedAt = &now
		}
		if err != nil || samePicture {
			return fields, err
		}
		if u.AvatarID != nil {
			if err := s.Jobs.Enqueue(ctx, tx, dropAvatarArgs{AvatarID: *u.AvatarID}, noOptions); err != nil {
				return nil, err
			}
		}
		u.AvatarID = avatarID
		return append(fields, "avatar"), nil
	})
	if err != nil && avatarID != nil {
		err = errors.Join(err, s.Blob.Delete(context.WithoutCancel(ctx), avatarKey(*avatarID)))
	}
	return err
}

// broughtPicture is the archive's picture: as it is where this program drew it and nothing else is in the file, drawn
// anew where not. Error: [identity.ErrAvatarInvalid].
func (s *Service) broughtPicture(ctx context.Context, in *portable.In, p portableProfile) ([]byte, error) {
	if p.Avatar == "" {
		return nil, nil
	}
	if p.Avatar != avatarFiles["image/jpeg"] && p.Avatar != avatarFiles["image/png"] || !in.Has(p.Avatar) {
		return nil, portable.ErrFileBroken
	}
	raw, err := in.Bytes(p.Avatar, avatarMaxBytes)
	if err != nil {
		return nil, err
	}
	if drawnHere(ctx, raw) {
		return raw, nil
	}
	raw, _, err = redraw(raw)
	return raw, err
}

func (p portableProfile) input() identity.UpdateProfileInput {
	links := make([]identity.ProfileLinkInput, len(p.Links))
	for i, l := range p.Links {
		links[i] = identity.ProfileLinkInput(l)
	}
	cards := make([]identity.DashboardCardInput, len(p.Dashboard))
	for i, c := range p.Dashboard {
		cards[i] = identity.DashboardCardInput(c)
	}
	return identity.UpdateProfileInput{
		DisplayName: &p.DisplayName, Bio: &p.Bio, Pronouns: &p.Pronouns, Location: &p.Location, Links: links, Dashboard: cards, TimeZone: &p.TimeZone,
		DayStart: &p.DayStart, WeekStart: &p.WeekStart, Locale: &p.Locale, Theme: &p.Theme,
	}
}

func (p portableProfile) equal(o portableProfile) bool {
	a, errA := portable.Canonical(p, "")
	b, errB := portable.Canonical(o, "")
	return errA == nil && errB == nil && bytes.Equal(a, b)
}

// asNoOutlet makes what is not there, or not the actor's, an outlet that is not there.
func asNoOutlet(err error) error {
	if e := errs.From(err); e != nil && e.Kind == errs.NotFound {
		return portable.ErrNoOutlet
	}
	return err
}
