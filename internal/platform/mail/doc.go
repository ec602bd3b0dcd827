// Package mail hands one finished message to the outside: [SMTP] for real mail, [Mailbox] for development (kept in memory,
// shown by a page of the product), [None] when the instance has no mail at all.
//
// It knows no templates and no addresses' limits: texts and the cap per recipient belong to the caller. Header values are
// encoded and never split: a line break in an address or subject is refused with [ErrHeader].
package mail
