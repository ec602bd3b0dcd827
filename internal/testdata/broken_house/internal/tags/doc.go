// Package tags breaks a rule: a noun imports a noun of a higher rank.
package tags

import _ "tamatar.dev/tamatar/internal/journal"
