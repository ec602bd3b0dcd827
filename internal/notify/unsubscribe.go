package notify

import "tamatar.dev/tamatar/internal/platform/errs"

// UnsubscribePath is the page of the link in mails.
const UnsubscribePath = "/unsubscribe"

// ErrUnsubscribeLink refuses a link that was not made here, or whose account is gone.
var ErrUnsubscribeLink = errs.New(errs.NotFound, "notify.unsubscribe_link", "This link does not work any more. The choices are in your settings, under Notifications.")
