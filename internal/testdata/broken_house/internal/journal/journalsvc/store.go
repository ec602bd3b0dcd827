// Package journalsvc breaks a rule: it writes another domain's table.
package journalsvc

const rename = `UPDATE identity_users SET handle = $1 WHERE id = $2`
