package main

import (
	"fmt"
	"runtime"

	"tamatar.dev/tamatar/internal/app"
)

// versionCmd prints the version.
type versionCmd struct{}

// Run prints version, Go version and platform.
func (versionCmd) Run() error {
	fmt.Printf("tamatar %s (%s, %s/%s)\n", app.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return nil
}
