// Package identity is the room of people: accounts, sessions, tokens, profiles, invites and the settings of the instance.
//
// Owns the tables identity_users, identity_handles, identity_sessions, identity_refresh_tokens, identity_tokens,
// identity_tool_calls, identity_links, identity_invites, identity_throttles, identity_settings, identity_totp, identity_recovery_codes,
// identity_passkeys and identity_challenges.
//
// Events out: see events.go. Events in: none; identity has the lowest rank and listens to nobody.
//
// Who may do what (policy.go): everybody may change what is their own; a personal access token needs the scope of the
// act; acts on other accounts need the role admin, and sensitive acts a password confirmed within [ReauthWindow].
// An administrator manages accounts and never sees what people log.
//
// Every way in ends in one function of identitysvc, which starts the session or asks for the second factor first. What waits
// for its second step is a [SignInChallenge]: no session, and good for nothing else.
//
// The person who asks is the [Actor] of the context ([WithActor], [MustActor]); where they ask from is
// platform/route's Request. Both are put there by the edge, and only there.
//
// The forms of the strangers' pages (sign-up, sign-in, reset …) are the structs of forms.go; the use cases that take
// them are methods of identitysvc.Service. A link in a mail is looked at with InspectLink, which has no effect, and
// spent by the use case of its form.
package identity
