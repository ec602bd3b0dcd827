package httpd

import (
	"net/http"
	"strings"

	"tamatar.dev/tamatar/internal/platform/route"
)

// ReportPath is where browsers report violations of the content security policy.
const ReportPath = "/csp-report"

// policy is the content security policy of every page; NONCE stands for the request's nonce, BASE for the path of the base URL.
const policy = "default-src 'none'; script-src 'nonce-NONCE' 'strict-dynamic'; style-src 'self' 'nonce-NONCE'; " +
	"img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; " +
	"frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
	"require-trusted-types-for 'script'; trusted-types tamatar; report-uri BASE" + ReportPath + "; report-to csp"

// workerRules are the policy inside the service worker, which loads nothing but what it may cache.
const workerRules = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'; " +
	"report-uri BASE" + ReportPath + "; report-to csp"

func workerPolicy(base string) string { return strings.ReplaceAll(workerRules, "BASE", base) }

// policyParts are the policy between its nonces.
func policyParts(base string) []string {
	parts := strings.Split(policy, "NONCE")
	for i := range parts {
		parts[i] = strings.ReplaceAll(parts[i], "BASE", base)
	}
	return parts
}

// features that no page of ours uses.
const permissions = "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), " +
	"magnetometer=(), microphone=(), midi=(), payment=(), usb=(), xr-spatial-tracking=(), browsing-topics=()"

// setHeaders sets what every answer carries, errors and redirects included. A handler may narrow the policy.
func (s *Server) setHeaders(h http.Header, info route.Request) {
	h.Set("Content-Security-Policy", strings.Join(s.policy, info.Nonce))
	h.Set("Reporting-Endpoints", `csp="`+info.Base+ReportPath+`"`)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", permissions)
	h.Set("X-Request-Id", info.ID)
	h.Set("Cache-Control", "private, no-store")
	if s.o.Base.Scheme == "https" {
		h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
	}
}
