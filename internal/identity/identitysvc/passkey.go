package identitysvc

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// credentialCap is the longest answer of a passkey that is looked at, in bytes.
const credentialCap = 8 << 10

func passkeyAAD(id string) string { return secret.AAD("identity_passkeys", "credential", id) }

// passkeyHost is the host that passkeys are bound to; "" where browsers allow none: plain http, and bare addresses.
func passkeyHost(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		return ""
	}
	host := u.Hostname()
	local := host == "localhost" || strings.HasSuffix(host, ".localhost")
	if host == "" || net.ParseIP(host) != nil || u.Scheme != "https" && !local {
		return ""
	}
	return host
}

// PasskeysOffered reports whether browsers allow passkeys for the address of this instance.
func (s *Service) PasskeysOffered() bool { return s.passkeyHost != "" }

// newParty makes the relying party. It is made on first use: most requests need none.
func (s *Service) newParty() (*webauthn.WebAuthn, error) {
	if !s.PasskeysOffered() {
		return nil, identity.ErrPasskeysOff
	}
	base, err := url.Parse(s.BaseURL)
	if err != nil {
		return nil, fmt.Errorf("read base address: %w", err)
	}
	return webauthn.New(&webauthn.Config{
		RPID: s.passkeyHost, RPDisplayName: s.InstanceName, RPOrigins: []string{base.Scheme + "://" + base.Host},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(),
			UserVerification: protocol.VerificationRequired,
		},
	})
}

// passkeyOwner is an account as the relying party sees it.
type passkeyOwner struct {
	u           *userRow
	rows        []*passkeyRow
	credentials []webauthn.Credential
}

// WebAuthnID is the user handle that passkeys keep: the id, which says nothing about the person.
func (o *passkeyOwner) WebAuthnID() []byte { return []byte(o.u.ID) }

// WebAuthnName is what password managers show.
func (o *passkeyOwner) WebAuthnName() string { return o.u.Handle }

// WebAuthnDisplayName is what password managers may show beside it.
func (o *passkeyOwner) WebAuthnDisplayName() string { return o.u.DisplayName }

// WebAuthnCredentials are the passkeys of the account.
func (o *passkeyOwner) WebAuthnCredentials() []webauthn.Credential { return o.credentials }

func (s *Service) passkeyOwner(ctx context.Context, q db.Querier, userID string) (*passkeyOwner, error) {
	u, err := s.store.userByID(ctx, q, userID)
	if err != nil {
		return nil, err
	}
	o := &passkeyOwner{u: u}
	if o.rows, err = s.store.passkeys(ctx, q, userID); err != nil {
		return nil, err
	}
	for _, r := range o.rows {
		plain, err := s.Keyring.Open(passkeyAAD(r.ID), r.Credential)
		if err != nil {
			return nil, fmt.Errorf("open passkey %s: %w", r.ID, err)
		}
		var c webauthn.Credential
		if err := json.Unmarshal(plain, &c); err != nil {
			return nil, fmt.Errorf("read passkey %s: %w", r.ID, err)
		}
		o.credentials = append(o.credentials, c)
	}
	return o, nil
}

// seal puts what the authenticator told into the row.
func (s *Service) seal(r *passkeyRow, c *webauthn.Credential) error {
	c.Attestation = webauthn.CredentialAttestation{} // who made the authenticator is nobody's business
	text, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("write passkey: %w", err)
	}
	r.Credential, r.Synced = s.Keyring.Seal(passkeyAAD(r.ID), text), c.Flags.BackupState
	return nil
}

func (r *passkeyRow) noun() identity.Passkey {
	return identity.Passkey{ID: r.ID, Name: r.Name, Synced: r.Synced, CreatedAt: db.FromMillis(r.CreatedAt), LastUsedAt: instant(r.LastUsedAt)}
}

// BeginPasskeyRegistration asks the browser for a new passkey. Sensitive.
// Errors: [identity.ErrPasskeysOff], [identity.ErrPasskeyCap].
func (s *Service) BeginPasskeyRegistration(ctx context.Context) (string, error) {
	a, err := s.allowed(ctx, identity.ActionSetFactor)
	if err != nil {
		return "", err
	}
	party, err := s.party()
	if err != nil {
		return "", err
	}
	owner, err := s.passkeyOwner(ctx, s.DB.Reader(), a.UserID)
	if err != nil {
		return "", err
	}
	if len(owner.rows) >= identity.PasskeyCap {
		return "", identity.ErrPasskeyCap
	}
	creation, ceremony, err := party.BeginRegistration(owner, webauthn.WithExclusions(webauthn.Credentials(owner.credentials).CredentialDescriptors()))
	if err != nil {
		return "", fmt.Errorf("begin registration: %w", err)
	}
	options, err := json.Marshal(creation.Response)
	if err != nil {
		return "", fmt.Errorf("write options: %w", err)
	}
	return string(options), s.keepCeremony(ctx, passkeyRegister, a, ceremony)
}

// RegisterPasskey adds a passkey. Recovery codes come with the first factor. Sensitive. Errors: [identity.ErrPasskeyRefused],
// [identity.ErrPasskeyName], [identity.ErrPasskeyCap].
func (s *Service) RegisterPasskey(ctx context.Context, in identity.RegisterPasskeyInput) ([]string, error) {
	a, err := s.allowed(ctx, identity.ActionSetFactor)
	if err != nil {
		return nil, err
	}
	name, err := passkeyName(in.Name)
	if err != nil {
		return nil, err
	}
	row, err := s.takeCeremony(ctx, passkeyRegister, "", a.SessionID)
	if err != nil {
		return nil, err
	}
	credential, err := s.newCredential(ctx, a.UserID, row.Ceremony, in.Credential)
	if err != nil {
		return nil, err
	}
	now := s.now()
	key := &passkeyRow{
		ID: id.New(now), UserID: a.UserID, CredentialID: base64.RawURLEncoding.EncodeToString(credential.ID), Name: name, CreatedAt: db.Millis(now),
	}
	if err := s.seal(key, credential); err != nil {
		return nil, err
	}
	var codes []string
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		u, err := s.store.lockUser(ctx, tx, a.UserID)
		if err != nil {
			return err
		}
		has, err := s.store.factors(ctx, tx, u.ID)
		if err != nil {
			return err
		}
		if has.Passkeys >= identity.PasskeyCap {
			return identity.ErrPasskeyCap
		}
		if err := s.store.insertPasskey(ctx, tx, key); err != nil {
			return err
		}
		codes, err = s.factorAdded(ctx, tx, u, identity.FactorAdded{UserID: u.ID, Factor: identity.FactorPasskey, FactorID: key.ID, Name: name})
		return err
	})
	if errors.Is(err, db.ErrUnique) {
		err = identity.ErrPasskeyRefused
	}
	return codes, err
}

// newCredential checks the answer to a registration. Error: [identity.ErrPasskeyRefused].
func (s *Service) newCredential(ctx context.Context, userID, ceremony, answer string) (*webauthn.Credential, error) {
	party, err := s.party()
	if err != nil {
		return nil, err
	}
	owner, err := s.passkeyOwner(ctx, s.DB.Reader(), userID)
	if err != nil {
		return nil, err
	}
	var asked webauthn.SessionData
	if err := json.Unmarshal([]byte(ceremony), &asked); err != nil {
		return nil, fmt.Errorf("read ceremony: %w", err)
	}
	if len(answer) > credentialCap {
		return nil, identity.ErrPasskeyRefused
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(answer))
	if err != nil {
		return nil, s.passkeyRefused(ctx, err)
	}
	credential, err := party.CreateCredential(owner, asked, parsed)
	if err != nil {
		return nil, s.passkeyRefused(ctx, err)
	}
	return credential, nil
}

func (s *Service) passkeyRefused(ctx context.Context, cause error) error {
	s.Log.DebugContext(ctx, "passkey refused", "err", cause)
	return identity.ErrPasskeyRefused
}

func passkeyName(text string) (string, error) {
	name := clip(text, 61)
	if n := utf8.RuneCountInString(name); n == 0 || n > 60 {
		return "", identity.ErrPasskeyName.WithField("name", identity.ErrPasskeyName.Public)
	}
	return name, nil
}

// RenamePasskey gives a passkey another name. Errors: [identity.ErrPasskeyName], [identity.ErrPasskeyNotFound].
func (s *Service) RenamePasskey(ctx context.Context, in identity.RenamePasskeyInput) error {
	a, err := s.allowed(ctx, identity.ActionEndSession)
	if err != nil {
		return err
	}
	name, err := passkeyName(in.Name)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		n, err := s.store.renamePasskey(ctx, tx, in.ID, a.UserID, name)
		if err != nil {
			return err
		}
		if n == 0 {
			return identity.ErrPasskeyNotFound
		}
		return s.emit(ctx, tx, "", identity.FactorRenamed{Trace: s.trace(ctx), UserID: a.UserID, FactorID: in.ID, Name: name})
	})
}

// RemovePasskey takes a passkey away. Sensitive. Errors: [identity.ErrPasskeyNotFound], also for other people's;
// [identity.ErrLastWayIn], [identity.ErrPasswordShortAlone].
func (s *Service) RemovePasskey(ctx context.Context, passkeyID string) error {
	a, err := s.allowed(ctx, identity.ActionSetFactor)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		u, err := s.store.lockUser(ctx, tx, a.UserID)
		if err != nil {
			return err
		}
		name, err := s.store.deletePasskey(ctx, tx, passkeyID, u.ID)
		if errors.Is(err, db.ErrNoRows) {
			return identity.ErrPasskeyNotFound
		}
		if err != nil {
			return err
		}
		return s.factorRemoved(ctx, tx, u, identity.FactorRemoved{UserID: u.ID, Factor: identity.FactorPasskey, FactorID: passkeyID, Name: name})
	})
}
