package demo

import (
	"tamatar.dev/tamatar/internal/platform/password"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// Password is a random password that the instance takes: one of 200 looks like a common one.
func Password() string {
	for {
		if made := secret.Random(12); (password.Policy{MinLength: 12}).Check(made) == nil {
			return made
		}
	}
}
