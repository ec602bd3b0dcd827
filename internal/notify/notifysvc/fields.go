package notifysvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/page"
)

// ViewerFields resolves what notify adds to Viewer.
type ViewerFields struct{ S *Service }

// Notifications resolves Viewer.notifications.
func (f ViewerFields) Notifications(ctx context.Context, _ *identity.Viewer, first *int, after *string, box *notify.Box, unread *bool) (*notify.NotificationConnection, error) {
	part := notify.BoxInbox
	if box != nil {
		part = *box
	}
	return f.S.Inbox(ctx, page.Args{First: first, After: after}, part, unread != nil && *unread)
}

// UnreadNotifications resolves Viewer.unreadNotifications.
func (f ViewerFields) UnreadNotifications(ctx context.Context, _ *identity.Viewer) (int, error) {
	return f.S.Unread(ctx)
}

// NotificationSettings resolves Viewer.notificationSettings.
func (f ViewerFields) NotificationSettings(ctx context.Context, _ *identity.Viewer) (*notify.NotificationSettings, error) {
	return f.S.Settings(ctx)
}

// DigestPreview resolves Viewer.digestPreview.
func (f ViewerFields) DigestPreview(ctx context.Context, _ *identity.Viewer) (*notify.DigestPreview, error) {
	return f.S.Preview(ctx)
}

// PushKey resolves Viewer.pushKey.
func (f ViewerFields) PushKey(ctx context.Context, _ *identity.Viewer) (string, error) {
	return f.S.PushKey(ctx)
}
