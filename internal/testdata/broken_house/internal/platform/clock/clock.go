// Package clock breaks a rule: platform knows a domain.
package clock

import _ "tamatar.dev/tamatar/internal/identity"
