package sharing

import "tamatar.dev/tamatar/internal/platform/errs"

// MaxLookBackDays is the farthest look-back that can be chosen; without a choice there is no bound.
const MaxLookBackDays = 3660

// ErrLookBack refuses a look-back that is no number of days up to ten years.
var ErrLookBack = errs.New(errs.Invalid, "sharing.look_back", "Strangers can look 1 to 3660 days back, or as far as there are entries.")

// PublicView is what the public page and the public feeds of a person show, dimension by dimension. Private feeds and links
// were given to somebody, and show what they say.
type PublicView struct {
	// Streak shows how many days in a row were logged, those of private entries included.
	Streak bool
	// Times shows at what time of day entries were logged and changed; without it, strangers learn days alone.
	Times bool
	// LookBackDays hides entries of days before; nil hides none.
	LookBackDays *int
}

// DefaultPublicView holds until the person chooses.
func DefaultPublicView() PublicView { return PublicView{Times: true} }

// Validate checks the look-back. Error: [ErrLookBack].
func (v PublicView) Validate() error {
	if n := v.LookBackDays; n != nil && (*n < 1 || *n > MaxLookBackDays) {
		return ErrLookBack.WithField("lookBackDays", ErrLookBack.Public)
	}
	return nil
}

// UpdatePublicViewInput is the whole choice.
type UpdatePublicViewInput struct {
	Streak       bool
	Times        bool
	LookBackDays *int
}

// UpdatePublicViewPayload is the choice as it is now.
type UpdatePublicViewPayload struct {
	PublicView *PublicView
	Errors     []errs.UserError
}
