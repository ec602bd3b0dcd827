package notifysvc

import "tamatar.dev/tamatar/internal/platform/sealed"

// SealedColumns are the columns of this room that hold sealed values.
func SealedColumns() []sealed.Column {
	return []sealed.Column{
		{Table: "notify_push_endpoints", Name: "sealed", Row: "id"},
		{Table: "notify_state", Name: "value", Row: "name"},
	}
}
