package db

import "context"

// MigrateFS runs other migrations than the embedded ones.
var MigrateFS = migrateFS

// ForDialect is what one engine sees of a migration file.
var ForDialect = forDialect

// SchemaText describes tables and columns in the same words on both engines.
func SchemaText(ctx context.Context, q Querier) (map[string]string, error) {
	tables, err := readSchema(ctx, q)
	out := map[string]string{}
	for name, t := range tables {
		if isEngineTable(name) {
			continue
		}
		for _, c := range t.columns {
			text := string(c.class)
			if c.nullable {
				text += " null"
			}
			out[name+"."+c.name] = text
		}
		out[name] = "table"
	}
	return out, err
}
