// Command faulttest breaks what an instance stands on while it works, and counts what is lost: a full disk, backups
// under load, PostgreSQL killed behind a bad network, clients that never finish a request, a storm of sign-ins,
// strangers who time the answers, and a SQLite database that is only a replica. Everything happens on loopback, is
// bounded in count and time, and ends by itself. It ends with status 1 when a round does not pass.
//
//	go run ./tools/faulttest                    every round
//	go run ./tools/faulttest --only disk,backup some of them
//	go run ./tools/faulttest --short            what CI has time for
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"tamatar.dev/tamatar/tools/gotool"
)

// options are the flags.
type options struct {
	binary string
	// tools is where the tools from other modules are built, once.
	tools string
	short bool
}

// round is one fault. It prints its figures and fails when they are not good enough.
type round struct {
	name string
	// short tells that CI has time for it.
	short bool
	run   func(ctx context.Context, o options) (figures string, err error)
}

var rounds = []round{
	{"disk", true, fullDisk},
	{"backup", true, backupUnderLoad},
	{"slowloris", true, slowloris},
	{"storm", true, loginStorm},
	{"enumeration", true, enumeration},
	{"postgres", true, postgresKilled},
	{"litestream", false, litestream},
}

func main() {
	var o options
	flag.StringVar(&o.binary, "binary", "bin/tamatar", "the built binary")
	flag.StringVar(&o.tools, "tools", gotool.Dir(), "folder in which toxiproxy and Litestream are built once")
	flag.BoolVar(&o.short, "short", false, "short rounds, and only those that are quick")
	only := flag.String("only", "", "names of rounds, separated by commas")
	flag.Parse()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Minute)
	defer cancel()
	failed := false
	for _, r := range rounds {
		if *only != "" && !slices.Contains(strings.Split(*only, ","), r.name) || *only == "" && o.short && !r.short {
			continue
		}
		began := time.Now()
		figures, err := r.run(ctx, o)
		fmt.Printf("%s: %s (%s)\n", r.name, figures, time.Since(began).Round(100*time.Millisecond))
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: FAILED: %v\n", r.name, err)
			failed = true
		}
	}
	if failed {
		os.Exit(1)
	}
}

// demand turns a figure that is not good enough into an error.
func demand(ok bool, format string, args ...any) error {
	if ok {
		return nil
	}
	return fmt.Errorf(format, args...)
}
