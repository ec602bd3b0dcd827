package site

// fieldSentences are the sentences that use cases put beside single fields in ways of their own; a number stands as %s.
var fieldSentences = []string{
	"A name has 1 to 60 characters on one line.",
	"A place has at most 80 characters on one line.",
	"A sign-in asks GitHub for user:email and for nothing else.",
	"No note shows this file, so it was not taken. The same goes for %s more.",
	"Pronouns have at most 40 characters on one line.",
	"Scopes are words such as openid, profile and email.",
	"The bio has at most %s characters.",
	"The issuer is an address such as https://login.example.org, as the provider writes it.",
	"The issuer must begin with https://, unless the provider is in your own network.",
	"There is an account with this address. Sign in to it, and link the provider in its settings.",
	"This password is too short: it needs at least %s characters. A few words in a row are easy to remember and hard to guess.",
}
