package identitysvc

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"net/url"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// linkSpec describes a link to make.
type linkSpec struct {
	purpose identity.LinkPurpose
	// userID is empty for the claim.
	userID string
	// email binds the link to an address.
	email string
	// life is the purpose's own when zero.
	life time.Duration
	// ticketHash, for verification, lets the browser that signed up use a code in place of the link.
	ticketHash string
}

// linkRow is a row of identity_links.
type linkRow struct {
	ID        string               `db:"id"`
	Purpose   identity.LinkPurpose `db:"purpose"`
	UserID    *string              `db:"user_id"`
	Email     string               `db:"email"`
	CodeHash  *string              `db:"code_hash"`
	CreatedAt int64                `db:"created_at"`
	ExpiresAt int64                `db:"expires_at"`
}

const linkColumns = `id, purpose, user_id, email, code_hash, created_at, expires_at`

func (l linkRow) owner() string {
	if l.UserID == nil {
		return ""
	}
	return *l.UserID
}

// newLink makes a one-time link; unspent ones of the same purpose and account are dead from then on. Only undo links
// stand beside each other, or a second change of address would take the way back from the first. code is the six
// digits for a ticket.
func (s *Service) newLink(ctx context.Context, tx *db.Tx, spec linkSpec) (address, code string, err error) {
	if spec.purpose != identity.LinkEmailUndo {
		if err := s.store.dropLinks(ctx, tx, spec.purpose, spec.userID); err != nil {
			return "", "", err
		}
	}
	now := s.now()
	if spec.life == 0 {
		spec.life = spec.purpose.Life()
	}
	plain, _ := secret.Token()
	row := linkRow{
		ID: id.New(now), Purpose: spec.purpose, UserID: nullable(spec.userID), Email: spec.email,
		CreatedAt: db.Millis(now), ExpiresAt: db.Millis(now.Add(spec.life)),
	}
	if spec.purpose == identity.LinkVerify {
		code = sixDigits()
		sum := s.codeHash(row.ID, code)
		row.CodeHash = &sum
	}
	if err := s.store.insertLink(ctx, tx, row, hashText(plain), nullable(spec.ticketHash)); err != nil {
		return "", "", fmt.Errorf("make link: %w", err)
	}
	return s.linkAddress(spec.purpose, plain), code, nil
}

func (s *Service) linkAddress(p identity.LinkPurpose, plain string) string {
	return s.BaseURL + identity.LinkPath(p) + "?link=" + url.QueryEscape(plain)
}

// codeHash is keyed: six digits alone could be guessed from a copy of the table.
func (s *Service) codeHash(linkID, code string) string {
	m := hmac.New(sha256.New, s.codeKey)
	m.Write([]byte(linkID + ":" + code))
	return hex.EncodeToString(m.Sum(nil))
}

func sixDigits() string {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		return "" // never: the runtime stops the process when the system has no randomness
	}
	return fmt.Sprintf("%06d", n)
}

// spendLink uses the link up. Of any number of callers at once exactly one gets it. Error: [identity.ErrLinkDead].
func (s *Service) spendLink(ctx context.Context, tx *db.Tx, p identity.LinkPurpose, plain string) (linkRow, error) {
	row, err := db.Get[linkRow](ctx, tx, `UPDATE identity_links SET used_at = $3 WHERE hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
		RETURNING `+linkColumns, hashText(plain), string(p), db.Millis(s.now()))
	if errors.Is(err, db.ErrNoRows) {
		return row, identity.ErrLinkDead
	}
	return row, err
}

// peekLink reads a link without using it up. Error: [identity.ErrLinkDead].
func (s *Service) peekLink(ctx context.Context, p identity.LinkPurpose, plain string) (linkRow, error) {
	row, err := db.Get[linkRow](ctx, s.DB.Reader(), `SELECT `+linkColumns+` FROM identity_links
		WHERE hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3`, hashText(plain), string(p), db.Millis(s.now()))
	if errors.Is(err, db.ErrNoRows) {
		return row, identity.ErrLinkDead
	}
	return row, err
}

// InspectLink tells what a page may show before the link is spent. It changes nothing, however often it is called: mail
// scanners open links. Error: [identity.ErrLinkDead].
func (s *Service) InspectLink(ctx context.Context, p identity.LinkPurpose, link string) (identity.LinkView, error) {
	if p == identity.LinkInvite {
		return s.InspectInvite(ctx, link)
	}
	row, err := s.peekLink(ctx, p, link)
	if err != nil {
		return identity.LinkView{}, err
	}
	view := identity.LinkView{Purpose: p, ExpiresAt: db.FromMillis(row.ExpiresAt)}
	if row.Email != "" {
		view.Email = identity.MaskEmail(row.Email)
	}
	if row.UserID != nil {
		u, err := s.store.userByID(ctx, s.DB.Reader(), *row.UserID)
		if err != nil {
			return identity.LinkView{}, identity.ErrLinkDead.With(err)
		}
		view.Handle = u.Handle
	}
	return view, nil
}

func (store) insertLink(ctx context.Context, tx *db.Tx, r linkRow, hash string, ticketHash *string) error {
	_, err := tx.Exec(ctx, `INSERT INTO identity_links (id, purpose, user_id, email, hash, code_hash, ticket_hash, created_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		r.ID, string(r.Purpose), r.UserID, r.Email, hash, r.CodeHash, ticketHash, r.CreatedAt, r.ExpiresAt)
	return err
}

// dropLinks ends the unspent links of one purpose; userID "" is the claim's.
func (store) dropLinks(ctx context.Context, tx *db.Tx, p identity.LinkPurpose, userID string) error {
	_, err := tx.Exec(ctx, `DELETE FROM identity_links WHERE purpose = $1 AND (user_id = $2 OR (user_id IS NULL AND $2 = '')) AND used_at IS NULL`, string(p), userID)
	return err
}

// dropLinksSince ends the unspent links of one purpose that were made at or after an instant.
func (store) dropLinksSince(ctx context.Context, tx *db.Tx, p identity.LinkPurpose, userID string, sinceMs int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM identity_links WHERE purpose = $1 AND user_id = $2 AND used_at IS NULL AND created_at >= $3`,
		string(p), userID, sinceMs)
	return err
}

func nullable(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
