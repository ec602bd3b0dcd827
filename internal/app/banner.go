package app

import (
	"fmt"
	"io"
	"strings"
)

// banner greets: where the instance is, where mail goes, and on the first start how to claim it.
func banner(out io.Writer, a *App, listen, claim string) {
	cfg := a.Config
	var b strings.Builder
	fmt.Fprintf(&b, "\n  %s is ready at %s\n", cfg.InstanceName, cfg.Base())
	fmt.Fprintf(&b, "  version %s, listening on %s, database %s\n", Version, listen, a.DB.Dialect())
	switch cfg.MailMode() {
	case "mailbox":
		fmt.Fprintf(&b, "  mail is kept in %s/mailbox (development)\n", cfg.Base())
	case "none":
		b.WriteString("  mail is off: addresses count as verified, administrators hand out links\n")
	}
	if cfg.Demo > 0 {
		fmt.Fprintf(&b, "  a public demonstration, made anew every %s\n", cfg.Demo)
	}
	if claim != "" {
		b.WriteString("\n  Nobody owns this instance yet. Open this link once to become its administrator:\n\n")
		fmt.Fprintf(&b, "      %s\n\n", claim)
		b.WriteString("  It works one time and is made anew at each start until somebody uses it.\n")
	}
	b.WriteString("\n")
	_, _ = io.WriteString(out, b.String())
}
