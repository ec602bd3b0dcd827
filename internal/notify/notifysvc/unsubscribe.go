package notifysvc

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// unsubscribeURL is the link that stops mails of a category, or of a digest, for one person. It allows nothing else, tells
// nothing about the person, and does not end: mails are kept for years.
func (s *Service) unsubscribeURL(userID, category string) string {
	return s.BaseURL + notify.UnsubscribePath + "?link=" + s.signLink(userID, category)
}

func (s *Service) signLink(userID, category string) string {
	body := userID + "." + category
	return base64.RawURLEncoding.EncodeToString([]byte(body)) + "." + s.linkMAC(body)
}

func (s *Service) linkMAC(body string) string {
	m := hmac.New(sha256.New, s.linkKey)
	m.Write([]byte(body))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// readLink gives whom and what a link is about. Error: [notify.ErrUnsubscribeLink].
func (s *Service) readLink(link string) (userID, category string, err error) {
	encoded, mac, ok := strings.Cut(link, ".")
	if !ok || len(link) > 300 {
		return "", "", notify.ErrUnsubscribeLink
	}
	body, err := base64.RawURLEncoding.DecodeString(encoded)
	if err != nil || !secret.Equal([]byte(s.linkMAC(string(body))), []byte(mac)) {
		return "", "", notify.ErrUnsubscribeLink
	}
	userID, category, _ = strings.Cut(string(body), ".")
	return userID, category, nil
}

// InspectUnsubscribe tells what a link would stop, and changes nothing. Error: [notify.ErrUnsubscribeLink].
func (s *Service) InspectUnsubscribe(ctx context.Context, link string) (notify.Unsubscription, error) {
	p, keys, category, err := s.linked(ctx, link)
	if err != nil {
		return notify.Unsubscription{}, err
	}
	choices, err := s.choices(ctx, s.DB.Reader(), p.ID)
	if err != nil {
		return notify.Unsubscription{}, err
	}
	out := notify.Unsubscription{Category: category, Locale: p.Locale, Off: true}
	if !notify.Frequency(category).Digest() {
		out.Name, _ = s.Wording.Category(category, p.Locale)
	}
	for _, c := range keys {
		f := choices.of(c, notify.ChannelMail)
		if notify.Frequency(category).Digest() && f == notify.Frequency(category) || !notify.Frequency(category).Digest() && f != notify.FrequencyOff {
			out.Off = false
		}
	}
	return out, nil
}

// linked is whom a link is about and which categories.
func (s *Service) linked(ctx context.Context, link string) (personRow, []notify.Category, string, error) {
	userID, category, err := s.readLink(link)
	if err != nil {
		return personRow{}, nil, "", err
	}
	p, err := s.store.person(ctx, s.DB.Reader(), userID)
	if errors.Is(err, db.ErrNoRows) {
		return p, nil, "", notify.ErrUnsubscribeLink
	}
	if err != nil {
		return p, nil, "", fmt.Errorf("read the person: %w", err)
	}
	if notify.Frequency(category).Digest() {
		return p, s.Catalogue.Categories(p.admin()), category, nil
	}
	c, ok := s.Catalogue.Category(category)
	if !ok {
		return p, nil, "", notify.ErrUnsubscribeLink
	}
	return p, []notify.Category{c}, category, nil
}

// Unsubscribe stops the mails that a link is about; doing it again changes nothing. Notices stay in the inbox.
// Error: [notify.ErrUnsubscribeLink].
func (s *Service) Unsubscribe(ctx context.Context, link string) error {
	p, categories, category, err := s.linked(ctx, link)
	if err != nil {
		return err
	}
	digest := notify.Frequency(category)
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		choices, err := s.choices(ctx, tx, p.ID)
		if err != nil {
			return err
		}
		for _, c := range categories {
			rule, ok := c.Rules[notify.ChannelMail]
			if !ok || !rule.Allows(notify.FrequencyOff) || digest.Digest() && choices.of(c, notify.ChannelMail) != digest {
				continue
			}
			row := preferenceRow{Category: c.Key, Channel: notify.ChannelMail, Frequency: notify.FrequencyOff}
			if err := s.store.savePreference(ctx, tx, p.ID, row); err != nil {
				return fmt.Errorf("stop mails: %w", err)
			}
		}
		return nil
	})
}
