// Package identitysvc breaks a rule: machinery imports machinery of a higher rank.
package identitysvc

import _ "tamatar.dev/tamatar/internal/journal/journalsvc"
