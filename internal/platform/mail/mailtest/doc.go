// Package mailtest is an SMTP server for tests: it takes mails over a real connection and keeps them. It is no part of the product.
package mailtest
