package errs

import "context"

type sayKey struct{}

// WithWords has the sentences of errors told in another language than English: say gives a sentence in that language, or
// the sentence itself where it knows none. Codes stay as they are.
func WithWords(ctx context.Context, say func(sentence string) string) context.Context {
	return context.WithValue(ctx, sayKey{}, say)
}

// Say is an English sentence in the language of who asks; without [WithWords] it stays as it is.
func Say(ctx context.Context, sentence string) string {
	if say, ok := ctx.Value(sayKey{}).(func(string) string); ok {
		return say(sentence)
	}
	return sentence
}
