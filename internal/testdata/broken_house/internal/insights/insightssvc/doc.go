// Package insightssvc breaks a rule: machinery imports machinery of its own rank.
package insightssvc

import _ "tamatar.dev/tamatar/internal/audit/auditsvc"
