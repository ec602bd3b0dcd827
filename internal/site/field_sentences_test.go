package site

// fieldSentences are the sentences that use cases put beside single fields of the forms; a number stands as %s.
var fieldSentences = []string{
	"A name has 1 to 60 characters on one line.",
	"This password is too short: it needs at least %s characters. A few words in a row are easy to remember and hard to guess.",
	"There is an account with this address. Sign in to it, and link the provider in its settings.",
}
