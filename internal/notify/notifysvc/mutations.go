package notifysvc

import (
	"context"

	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// Mutations answers the root mutations of notify.
type Mutations struct{ S *Service }

// UpdateNotifications resolves Mutation.updateNotifications.
func (m Mutations) UpdateNotifications(ctx context.Context, input notify.UpdateNotificationsInput) (*notify.NotificationsPayload, error) {
	changed, unread, err := m.S.Update(ctx, input)
	return inboxPayload(changed, unread, err)
}

// MarkAllNotificationsRead resolves Mutation.markAllNotificationsRead.
func (m Mutations) MarkAllNotificationsRead(ctx context.Context) (*notify.NotificationsPayload, error) {
	changed, unread, err := m.S.ReadAll(ctx)
	return inboxPayload(changed, unread, err)
}

func inboxPayload(changed, unread int, err error) (*notify.NotificationsPayload, error) {
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &notify.NotificationsPayload{Changed: changed, Unread: unread, Errors: list}, nil
}

// SetNotificationPreference resolves Mutation.setNotificationPreference.
func (m Mutations) SetNotificationPreference(ctx context.Context, input notify.SetNotificationPreferenceInput) (*notify.NotificationSettingsPayload, error) {
	return settingsPayload(m.S.Choose(ctx, input))
}

// UpdateNotificationSettings resolves Mutation.updateNotificationSettings.
func (m Mutations) UpdateNotificationSettings(ctx context.Context, input notify.UpdateNotificationSettingsInput) (*notify.NotificationSettingsPayload, error) {
	return settingsPayload(m.S.SaveSettings(ctx, input))
}

// SubscribePush resolves Mutation.subscribePush.
func (m Mutations) SubscribePush(ctx context.Context, input notify.SubscribePushInput) (*notify.NotificationSettingsPayload, error) {
	return m.after(ctx, m.S.SubscribePush(ctx, input))
}

// UnsubscribePush resolves Mutation.unsubscribePush.
func (m Mutations) UnsubscribePush(ctx context.Context, id string) (*notify.NotificationSettingsPayload, error) {
	return m.after(ctx, m.S.UnsubscribePush(ctx, id))
}

// SendTestNotification resolves Mutation.sendTestNotification.
func (m Mutations) SendTestNotification(ctx context.Context) (*notify.NotificationSettingsPayload, error) {
	return m.after(ctx, m.S.SendTest(ctx))
}

// after answers an act with the settings as they are then.
func (m Mutations) after(ctx context.Context, err error) (*notify.NotificationSettingsPayload, error) {
	if err != nil {
		return settingsPayload(nil, err)
	}
	return settingsPayload(m.S.Settings(ctx))
}

func settingsPayload(settings *notify.NotificationSettings, err error) (*notify.NotificationSettingsPayload, error) {
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &notify.NotificationSettingsPayload{Settings: settings, Errors: list}, nil
}
