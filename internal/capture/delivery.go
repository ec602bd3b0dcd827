package capture

import "tamatar.dev/tamatar/internal/platform/errs"

// Errors of what is sent to a hook.
var (
	// ErrDeliveryEmpty refuses what has no text.
	ErrDeliveryEmpty = errs.New(errs.Invalid, "capture.delivery_empty", "There is no text. Send it as the body, or in the field text, body or title.")
	// ErrDeliveryBody refuses a body that is not what its type says.
	ErrDeliveryBody = errs.New(errs.Invalid, "capture.delivery_body", "The body cannot be read as what its Content-Type says. Send UTF-8.")
	// ErrDeliveryField refuses a field with a value that it cannot have.
	ErrDeliveryField = errs.New(errs.Invalid, "capture.delivery_field", "One of the fields cannot be read.")
	// ErrDeliveryType refuses other types of bodies.
	ErrDeliveryType = errs.New(errs.Invalid, "capture.delivery_type", "Send JSON, a form or plain text.")
	// ErrDeliveryTooLarge refuses a long body.
	ErrDeliveryTooLarge = errs.New(errs.TooLarge, "capture.delivery_too_large", "The body is larger than 128 KiB.")
	// ErrDeliveryKey refuses a key that cannot name a request.
	ErrDeliveryKey = errs.New(errs.Invalid, "capture.delivery_key", "The Idempotency-Key or webhook-id must have 1 to 255 readable characters.")
	// ErrSignature refuses a missing, a wrong and an old signature alike.
	ErrSignature = errs.New(errs.Unauthenticated, "capture.signature_wrong",
		"The signature is missing, wrong or older than five minutes. Send webhook-id, webhook-timestamp and webhook-signature.")
)
