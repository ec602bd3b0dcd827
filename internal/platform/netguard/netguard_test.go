package netguard

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// server counts its visits and answers with text.
func server(t *testing.T, handler http.HandlerFunc) (*httptest.Server, *atomic.Int32) {
	t.Helper()
	var visits atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		visits.Add(1)
		handler(w, r)
	}))
	t.Cleanup(s.Close)
	return s, &visits
}

func hello(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") }

// internalHosts are spellings of addresses inside; each must be refused on connecting, if it resolves at all.
var internalHosts = []string{
	"127.0.0.1", "127.1.2.3", "localhost", "0.0.0.0", "0", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
	"[64:ff9b::7f00:1]", "[64:ff9b:1::a00:1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::1]", "[2001:0:7f00:1::1]", "169.254.169.254", "[fe80::1]", "[fe80::1%25lo]", "[fd00:ec2::254]", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
	"100.64.0.1", "198.18.0.1", "198.19.255.254", "192.0.0.8", "192.0.2.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "255.255.255.255", "240.0.0.1", "[ff02::1]", "[2001:db8::1]", "[fc00::1]", "[fec0::1]", "[3fff::1]", "168.63.129.16", "192.88.99.1",
}

func TestAttack_F01_internalAddressesAreBlockedOnConnecting(t *testing.T) {
	s, visits := server(t, hello)
	if body, _, err := Get(t.Context(), Client(Options{AllowLoopback: true}), s.URL); err != nil || string(body) != "hello" {
		t.Fatalf("honest: %q, %v", body, err)
	}
	client := Client(Options{Timeout: time.Second})
	before := visits.Load()
	for _, host := range internalHosts {
		for _, scheme := range []string{"http://", "https://"} {
			_, _, err := Get(t.Context(), client, scheme+host+"/")
			var dns *net.DNSError
			if !errors.Is(err, ErrBlocked) && !errors.Is(err, ErrURL) && !errors.As(err, &dns) {
				t.Errorf("%s%s: %v", scheme, host, err)
			}
		}
	}
	if _, _, err := Get(t.Context(), client, s.URL); err == nil {
		t.Error("another port of this machine is reached")
	}
	if visits.Load() != before {
		t.Error("an internal server was visited")
	}
}

func TestAttack_F01_controlJudgesTheConnectedAddress(t *testing.T) {
	o := Options{}
	for address, want := range map[string]bool{
		"93.184.216.34:443": true, "93.184.216.34:80": true, "[2606:2800:220:1:248:1893:25c8:1946]:443": true, "1.1.1.1:443": true,
		"93.184.216.34:22": false, "93.184.216.34:8080": false, "127.0.0.1:443": false, "[::ffff:93.184.216.34]:443": false, "[fe80::1%eth0]:443": false,
		"169.254.169.254:80": false, "[64:ff9b::5db8:d822]:443": false, "nonsense": false, "": false,
	} {
		if got := o.control("tcp", address, nil) == nil; got != want {
			t.Errorf("%s: allowed %v", address, got)
		}
	}
}

func TestPublicRefusesEveryForbiddenAddress(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		network := rapid.SampledFrom(forbidden).Draw(r, "network")
		bytes := network.Addr().As16()
		offset := 128 - network.Addr().BitLen()
		for bit := offset + network.Bits(); bit < 128; bit++ {
			if rapid.Bool().Draw(r, "bit") {
				bytes[bit/8] |= 1 << (7 - bit%8)
			}
		}
		address := netip.AddrFrom16(bytes)
		if network.Addr().Is4() {
			address = address.Unmap()
		}
		if Public(address) {
			r.Fatalf("%s of %s is held to be public", address, network)
		}
		if v4 := address.Unmap(); v4.Is4() && Public(netip.AddrFrom16(v4.As16())) {
			r.Fatalf("%s mapped is held to be public", v4)
		}
	})
}

func TestAttack_F03_redirects(t *testing.T) {
	target, visits := server(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "target "+r.Header.Get("Authorization")+r.Header.Get("X-Secret")+r.Header.Get("Cookie")+r.Header.Get("Referer"))
	})
	hops, _ := server(t, func(w http.ResponseWriter, r *http.Request) {
		var n int
		_, _ = fmt.Sscanf(r.URL.Path, "/%d", &n)
		to := target.URL
		if n > 1 {
			to = fmt.Sprintf("/%d", n-1)
		}
		http.Redirect(w, r, to, http.StatusFound)
	})
	follow, stay := Client(Options{AllowLoopback: true, Redirects: 9}), Client(Options{AllowLoopback: true})
	if body, _, err := Get(t.Context(), follow, hops.URL+"/3"); err != nil || string(body) != "target " {
		t.Fatalf("honest: %q, %v", body, err)
	}
	before := visits.Load()
	for name, fetch := range map[string]func() error{
		"none are followed":   func() error { _, _, err := Get(t.Context(), stay, hops.URL+"/1"); return err },
		"four are too many":   func() error { _, _, err := Get(t.Context(), follow, hops.URL+"/4"); return err },
		"thirty are too many": func() error { _, _, err := Get(t.Context(), follow, hops.URL+"/30"); return err },
	} {
		if err := fetch(); !errors.Is(err, ErrRedirect) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if visits.Load() != before {
		t.Error("the target was visited")
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, hops.URL+"/1", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer secret")
	r.Header.Set("X-Secret", "secret")
	r.Header.Set("Cookie", "a=secret")
	resp, err := follow.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, _ := io.ReadAll(resp.Body); string(body) != "target " {
		t.Errorf("credentials went along: %q", body)
	}
}

func TestAttack_F03_redirectIntoTheInside(t *testing.T) {
	for _, to := range []string{"http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1:6379/_x", "http://user:pw@example.org/", "//[fd00:ec2::254]/"} {
		s, _ := server(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) })
		_, _, err := Get(t.Context(), Client(Options{AllowLoopback: true, Redirects: 3, Timeout: time.Second}), s.URL)
		if !errors.Is(err, ErrBlocked) && !errors.Is(err, ErrURL) {
			t.Errorf("to %s: %v", to, err)
		}
	}
	o := Options{Redirects: 3}
	down := &http.Request{URL: &url.URL{Scheme: "http", Host: "a.example"}, Header: http.Header{}}
	if err := o.redirect(down, []*http.Request{{URL: &url.URL{Scheme: "https", Host: "a.example"}}}); !errors.Is(err, ErrRedirect) {
		t.Errorf("from https to http: %v", err)
	}
}

func TestAttack_F04_portsSchemesAndForms(t *testing.T) {
	o := Options{OwnHosts: []string{"log.example.org"}}
	if _, err := CheckURL("https://hooks.example.org/a?b=c", o); err != nil {
		t.Fatalf("honest: %v", err)
	}
	for _, bad := range []string{
		"http://example.org:22/", "http://example.org:25/", "http://example.org:5432/", "http://example.org:6379/", "https://example.org:8443/",
		"file:///etc/passwd", "gopher://example.org/", "ftp://example.org/", "unix:///run/docker.sock", "javascript:alert(1)", "data:text/plain,x", "//example.org/", "example.org", "",
		"http://user@example.org/", "http://user:pw@example.org/", "http://:80/", "http://", "http://a%0d%0ab/", "http://example.org/%zz", "http://exa mple.org/", "http://example.org/\r\nX: y",
		"https://log.example.org/", "https://LOG.example.org./", "https://log.example.org:443/", "http://[fe80::1%25eth0]/", "https://example.org/" + strings.Repeat("a", maxURL),
	} {
		if _, err := CheckURL(bad, o); !errors.Is(err, ErrURL) {
			t.Errorf("%q: %v", bad, err)
		}
		if _, _, err := Get(t.Context(), Client(Options{OwnHosts: o.OwnHosts, Timeout: time.Second}), bad); err == nil {
			t.Errorf("%q is fetched", bad)
		}
	}
}

func TestAttack_F04_lineBreaksInHeaders(t *testing.T) {
	s, visits := server(t, hello)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header["X-A"] = []string{"a\r\nX-Injected: b"}
	if resp, err := Client(Options{AllowLoopback: true}).Do(r); err == nil {
		_ = resp.Body.Close()
		t.Error("a header with a line break is sent")
	}
	if visits.Load() != 0 {
		t.Error("the server was visited")
	}
}

func TestAnswersAreBounded(t *testing.T) {
	s, _ := server(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/hang":
			<-r.Context().Done()
		case "/gzip":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = io.WriteString(w, "not unpacked")
		default:
			_, _ = io.WriteString(w, strings.Repeat("x", 100))
		}
	})
	if body, _, err := Get(t.Context(), Client(Options{AllowLoopback: true, MaxBody: 100}), s.URL); err != nil || len(body) != 100 {
		t.Errorf("exactly the cap: %d bytes, %v", len(body), err)
	}
	if _, _, err := Get(t.Context(), Client(Options{AllowLoopback: true, MaxBody: 99}), s.URL); !errors.Is(err, ErrTooLarge) {
		t.Errorf("one above the cap: %v", err)
	}
	if body, _, err := Get(t.Context(), Client(Options{AllowLoopback: true}), s.URL+"/gzip"); err != nil || string(body) != "not unpacked" {
		t.Errorf("gzip: %q, %v", body, err)
	}
	_, _, err := Get(t.Context(), Client(Options{AllowLoopback: true, Timeout: 50 * time.Millisecond}), s.URL+"/hang")
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a hanging server: %v", err)
	}
}

func TestNoProxyFromTheEnvironment(t *testing.T) {
	proxy, visits := server(t, hello)
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("HTTPS_PROXY", proxy.URL)
	s, _ := server(t, hello)
	if _, _, err := Get(t.Context(), Client(Options{AllowLoopback: true}), s.URL); err != nil || visits.Load() != 0 {
		t.Errorf("%d visits to the proxy, %v", visits.Load(), err)
	}
}

func FuzzCheckURL(f *testing.F) {
	f.Add("https://example.org/")
	f.Add("http://[::1%25lo]:80/")
	f.Fuzz(func(t *testing.T, raw string) {
		u, err := CheckURL(raw, Options{})
		if err == nil && (u.User != nil || u.Hostname() == "" || (u.Scheme != "http" && u.Scheme != "https")) {
			t.Errorf("%q is allowed", raw)
		}
	})
}

// With AllowPrivate, which an administrator sets for one server, the local network is open and nothing else is.
func TestAttack_F01_PrivateNetworkIsOpenByChoiceOnly(t *testing.T) {
	s, _ := server(t, hello)
	if body, _, err := Get(t.Context(), Client(Options{AllowPrivate: true}), s.URL); err != nil || string(body) != "hello" {
		t.Fatalf("honest: %q, %v", body, err)
	}
	if _, _, err := Get(t.Context(), Client(Options{}), s.URL); !errors.Is(err, ErrBlocked) && !errors.Is(err, ErrURL) {
		t.Errorf("without the choice: %v", err)
	}
	for _, host := range []string{"169.254.169.254", "[fe80::1]", "0.0.0.0", "224.0.0.1", "168.63.129.16"} {
		if _, _, err := Get(t.Context(), Client(Options{AllowPrivate: true, Timeout: time.Second}), "http://"+host+"/"); !errors.Is(err, ErrBlocked) {
			t.Errorf("%s: %v", host, err)
		}
	}
}
