// Package capturesvc keeps hooks and mail addresses and makes entries of what arrives there: [Service.Routes] takes
// requests, [MailServer] letters. Neither answers before the entry is in the database.
package capturesvc
