package generated

import _ "tamatar.dev/tamatar/internal/journal/journalsvc"
