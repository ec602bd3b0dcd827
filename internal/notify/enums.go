package notify

import (
	"io"

	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// Channel is a way on which a notice reaches a person.
type Channel string

// The channels.
const (
	ChannelInbox Channel = "inbox"
	ChannelMail  Channel = "mail"
	ChannelPush  Channel = "push"
)

// Channels are all of them, in the order in which they are shown.
var Channels = []Channel{ChannelInbox, ChannelMail, ChannelPush}

// MarshalGQL writes the GraphQL form.
func (c Channel) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(c)) }

// UnmarshalGQL reads the GraphQL form. Error: gqlenum.ErrBadEnum.
func (c *Channel) UnmarshalGQL(v any) error { return gqlenum.Into(c, v, Channels...) }

// Frequency is how often a channel brings notices.
type Frequency string

// The frequencies.
const (
	FrequencyOff    Frequency = "off"
	FrequencyAtOnce Frequency = "at_once"
	// FrequencyDaily and FrequencyWeekly collect notices into a digest at the person's hour.
	FrequencyDaily  Frequency = "daily"
	FrequencyWeekly Frequency = "weekly"
)

// Digest reports whether notices of that frequency are collected.
func (f Frequency) Digest() bool { return f == FrequencyDaily || f == FrequencyWeekly }

// MarshalGQL writes the GraphQL form.
func (f Frequency) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(f)) }

// UnmarshalGQL reads the GraphQL form. Error: gqlenum.ErrBadEnum.
func (f *Frequency) UnmarshalGQL(v any) error {
	return gqlenum.Into(f, v, FrequencyOff, FrequencyAtOnce, FrequencyDaily, FrequencyWeekly)
}

// Box is a part of the inbox.
type Box string

// The parts of the inbox.
const (
	BoxInbox   Box = "inbox"
	BoxArchive Box = "archive"
)

// MarshalGQL writes the GraphQL form.
func (b Box) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(b)) }

// UnmarshalGQL reads the GraphQL form. Error: gqlenum.ErrBadEnum.
func (b *Box) UnmarshalGQL(v any) error { return gqlenum.Into(b, v, BoxInbox, BoxArchive) }

// Act is what a person does with notices.
type Act string

// The acts; every second one takes the one before it back.
const (
	ActRead      Act = "read"
	ActUnread    Act = "unread"
	ActArchive   Act = "archive"
	ActUnarchive Act = "unarchive"
	ActDelete    Act = "delete"
	ActRestore   Act = "restore"
)

// MarshalGQL writes the GraphQL form.
func (a Act) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(a)) }

// UnmarshalGQL reads the GraphQL form. Error: gqlenum.ErrBadEnum.
func (a *Act) UnmarshalGQL(v any) error {
	return gqlenum.Into(a, v, ActRead, ActUnread, ActArchive, ActUnarchive, ActDelete, ActRestore)
}
