// Package httpd breaks rules: the server imports a service, and calls what belongs to others.
package httpd

import (
	"net"
	"net/http"
	"os"
	"time"

	_ "tamatar.dev/tamatar/internal/journal/journalsvc"
)

// Broken calls what it must not.
func Broken() {
	_ = time.Now()
	_ = os.Getenv("HOME")
	_ = http.DefaultClient
	_, _ = net.Dial("tcp", "127.0.0.1:1")
}
