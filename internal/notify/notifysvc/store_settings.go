package notifysvc

import (
	"context"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/db"
)

// settingsRow is a row of notify_settings.
type settingsRow struct {
	UserID         string         `db:"user_id"`
	QuietFrom      notify.Minute  `db:"quiet_from"`
	QuietTo        notify.Minute  `db:"quiet_to"`
	DigestMinute   notify.Minute  `db:"digest_minute"`
	ReminderMinute *notify.Minute `db:"reminder_minute"`
	ReminderDays   string         `db:"reminder_days"`
	DailyAt        int64          `db:"daily_at"`
	WeeklyAt       int64          `db:"weekly_at"`
	ReminderAt     *int64         `db:"reminder_at"`
	NextAt         int64          `db:"next_at"`
}

const settingsColumns = `user_id, quiet_from, quiet_to, digest_minute, reminder_minute, reminder_days, daily_at, weekly_at, reminder_at, next_at`

func (r settingsRow) settings() notify.Settings {
	out := notify.Settings{
		Quiet: notify.QuietHours{From: r.QuietFrom, To: r.QuietTo}, Digest: r.DigestMinute, Reminder: r.ReminderMinute,
		ReminderDays: []identity.Weekday{},
	}
	for name := range strings.FieldsSeq(r.ReminderDays) {
		out.ReminderDays = append(out.ReminderDays, identity.Weekday(name))
	}
	return out
}

// rowFor is the stored form of settings, without the next instants.
func rowFor(userID string, s notify.Settings) settingsRow {
	names := make([]string, len(s.ReminderDays))
	for i, d := range s.ReminderDays {
		names[i] = string(d)
	}
	return settingsRow{
		UserID: userID, QuietFrom: s.Quiet.From, QuietTo: s.Quiet.To, DigestMinute: s.Digest,
		ReminderMinute: s.Reminder, ReminderDays: strings.Join(names, " "),
	}
}

// settings are those of a person. Error: db.ErrNoRows.
func (s store) settings(ctx context.Context, q db.Querier, userID string) (settingsRow, error) {
	return db.Get[settingsRow](ctx, q, `SELECT `+settingsColumns+` FROM notify_settings WHERE user_id = $1`, userID)
}

// saveSettings puts settings in place of those that were there.
func (s store) saveSettings(ctx context.Context, q db.Querier, r settingsRow) error {
	_, err := q.Exec(ctx, `
		INSERT INTO notify_settings (`+settingsColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (user_id) DO UPDATE SET quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
			digest_minute = excluded.digest_minute, reminder_minute = excluded.reminder_minute, reminder_days = excluded.reminder_days,
			daily_at = excluded.daily_at, weekly_at = excluded.weekly_at, reminder_at = excluded.reminder_at, next_at = excluded.next_at`,
		r.UserID, r.QuietFrom, r.QuietTo, r.DigestMinute, r.ReminderMinute, r.ReminderDays, r.DailyAt, r.WeeklyAt, r.ReminderAt, r.NextAt)
	return err
}

// addSettings makes the row of a person who has none.
func (s store) addSettings(ctx context.Context, q db.Querier, r settingsRow) error {
	_, err := q.Exec(ctx, `INSERT INTO notify_settings (`+settingsColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (user_id) DO NOTHING`,
		r.UserID, r.QuietFrom, r.QuietTo, r.DigestMinute, r.ReminderMinute, r.ReminderDays, r.DailyAt, r.WeeklyAt, r.ReminderAt, r.NextAt)
	return err
}

// moveOn sets the next instants when nobody else has done so, and tells whether it was this call.
func (s store) moveOn(ctx context.Context, tx *db.Tx, r settingsRow, from int64) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE notify_settings SET daily_at = $2, weekly_at = $3, reminder_at = $4, next_at = $5
		WHERE user_id = $1 AND next_at = $6`, r.UserID, r.DailyAt, r.WeeklyAt, r.ReminderAt, r.NextAt, from)
	return n > 0, err
}

// due are people for whom something is due, the longest waiting first.
func (s store) due(ctx context.Context, now int64, limit int) ([]string, error) {
	return db.Select[string](ctx, s.db.Reader(), `SELECT user_id FROM notify_settings WHERE next_at <= $1 ORDER BY next_at LIMIT $2`, now, limit)
}

// strangers are active people without settings.
func (s store) strangers(ctx context.Context, limit int) ([]personRow, error) {
	return db.Select[personRow](ctx, s.db.Reader(), `SELECT `+personColumns+` FROM identity_users u
		WHERE u.status = 'active' AND NOT EXISTS (SELECT 1 FROM notify_settings s WHERE s.user_id = u.id) ORDER BY u.id LIMIT $1`, limit)
}

type preferenceRow struct {
	Category  string           `db:"category"`
	Channel   notify.Channel   `db:"channel"`
	Frequency notify.Frequency `db:"frequency"`
}

// preferences are the choices of a person; a bound beyond all categories.
func (s store) preferences(ctx context.Context, q db.Querier, userID string) ([]preferenceRow, error) {
	return db.Select[preferenceRow](ctx, q, `SELECT category, channel, frequency FROM notify_preferences
		WHERE user_id = $1 ORDER BY category, channel LIMIT 500`, userID)
}

func (s store) savePreference(ctx context.Context, q db.Querier, userID string, r preferenceRow) error {
	_, err := q.Exec(ctx, `INSERT INTO notify_preferences (user_id, category, channel, frequency) VALUES ($1, $2, $3, $4)
		ON CONFLICT (user_id, category, channel) DO UPDATE SET frequency = excluded.frequency`, userID, r.Category, r.Channel, r.Frequency)
	return err
}
