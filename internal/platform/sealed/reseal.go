package sealed

import (
	"context"
	"errors"
	"fmt"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// Column is a column of sealed values. Each is bound to table, column and row by [secret.AAD].
type Column struct {
	Table, Name string
	// Row is the text column that names the row: the key of the table, and the last part of the AAD.
	Row string
}

// AAD is where the value of the named row may be opened.
func (c Column) AAD(row string) string { return secret.AAD(c.Table, c.Name, row) }

// String is "table.column".
func (c Column) String() string { return c.Table + "." + c.Name }

// batch is how many rows one transaction seals anew: few, so that nobody waits for the writer.
const batch = 100

// Report tells what [Reseal] did.
type Report struct {
	// Done were sealed anew.
	Done int
	// Left could not be: the key is gone, or the value is damaged. They are named as "table.column row".
	Left []string
}

// Reseal seals everything anew that is sealed with another key than the current one, in small transactions, while
// others read and write: a value that changes meanwhile is left to whoever changed it. It does not stop at a value
// that does not open.
func Reseal(ctx context.Context, d *db.DB, keys *secret.Keyring, columns []Column) (Report, error) {
	var report Report
	for _, c := range columns {
		after := ""
		for {
			rows, err := stale(ctx, d, c, keys.Current(), after)
			if err != nil {
				return report, fmt.Errorf("look through %s: %w", c, err)
			}
			if len(rows) == 0 {
				break
			}
			after = rows[len(rows)-1].Row
			if err := resealBatch(ctx, d, keys, c, rows, &report); err != nil {
				return report, fmt.Errorf("seal %s anew: %w", c, err)
			}
		}
	}
	return report, nil
}

func resealBatch(ctx context.Context, d *db.DB, keys *secret.Keyring, c Column, rows []row, report *Report) error {
	var done int
	var left []string
	err := d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		done, left = 0, nil
		for _, r := range rows {
			plain, err := keys.Open(c.AAD(r.Row), r.Sealed)
			if errors.Is(err, secret.ErrUnknownKey) || errors.Is(err, secret.ErrForged) || errors.Is(err, secret.ErrSealed) {
				left = append(left, c.String()+" "+r.Row)
				continue
			}
			if err != nil {
				return err
			}
			n, err := replace(ctx, tx, c, r, keys.Seal(c.AAD(r.Row), plain))
			if err != nil {
				return err
			}
			done += int(n)
		}
		return nil
	})
	if err != nil {
		return err
	}
	report.Done += done
	report.Left = append(report.Left, left...)
	return nil
}
