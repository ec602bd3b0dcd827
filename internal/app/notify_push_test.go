package app_test

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/netguard"
)

// browser is the receiving end of pushes: it holds the keys that only a browser has.
type browser struct {
	endpoint string
	private  *ecdh.PrivateKey
	auth     []byte
}

// pushService stands in for the push services of browser makers.
type pushService struct {
	*httptest.Server

	mu     sync.Mutex
	status int
	got    []pushRequest
}

type pushRequest struct {
	path   string
	header http.Header
	body   []byte
}

func startPushService(t *testing.T) *pushService {
	t.Helper()
	p := &pushService{status: http.StatusCreated}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		p.mu.Lock()
		defer p.mu.Unlock()
		p.got = append(p.got, pushRequest{r.URL.Path, r.Header.Clone(), body})
		w.WriteHeader(p.status)
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *pushService) answer(status int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.status = status
}

func (p *pushService) requests() []pushRequest {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]pushRequest(nil), p.got...)
}

func (p *pushService) browser(t *testing.T, name string) browser {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	auth := make([]byte, 16)
	_, _ = rand.Read(auth)
	return browser{endpoint: p.URL + "/" + name, private: key, auth: auth}
}

func (b browser) input() map[string]any {
	enc := base64.RawURLEncoding.EncodeToString
	return map[string]any{"i": map[string]any{"endpoint": b.endpoint, "p256dh": enc(b.private.PublicKey().Bytes()), "auth": enc(b.auth)}}
}

// open decrypts a message as RFC 8291 and RFC 8188 say.
func (b browser) open(t *testing.T, body []byte) map[string]string {
	t.Helper()
	salt, rs, keyLen := body[:16], binary.BigEndian.Uint32(body[16:20]), int(body[20])
	sender, sealed := body[21:21+keyLen], body[21+keyLen:]
	if len(sealed) > int(rs) {
		t.Fatal("more than one record")
	}
	public, err := ecdh.P256().NewPublicKey(sender)
	if err != nil {
		t.Fatal(err)
	}
	shared, err := b.private.ECDH(public)
	if err != nil {
		t.Fatal(err)
	}
	info := "WebPush: info\x00" + string(b.private.PublicKey().Bytes()) + string(sender)
	ikm, err := hkdf.Key(sha256.New, shared, b.auth, info, 32)
	if err != nil {
		t.Fatal(err)
	}
	key, _ := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: aes128gcm\x00", 16)
	nonce, _ := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: nonce\x00", 12)
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := gcm.Open(nil, nonce, sealed, nil)
	if err != nil {
		t.Fatal("a browser could not open it:", err)
	}
	end := strings.LastIndexByte(string(plain), 2)
	out := map[string]string{}
	if err := json.Unmarshal(plain[:end], &out); err != nil {
		t.Fatal(err, string(plain))
	}
	return out
}

func withPush(t *testing.T, fn func(t *testing.T, n *notifying, service *pushService)) {
	t.Helper()
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		service := startPushService(t)
		fn(t, newNotifying(t, d, netguard.Client(netguard.Options{AllowLoopback: true})), service)
	})
}

const subscribe = `mutation($i:SubscribePushInput!){subscribePush(input:$i){settings{devices{id name current}} errors{code}}}`

func (n *notifying) devices(as apptest.Credential) int {
	n.t.Helper()
	list, _ := n.Must(as, `{viewer{notificationSettings{devices{id}}}}`, nil).At("viewer", "notificationSettings", "devices").([]any)
	return len(list)
}

func TestPushIsSealedForTheBrowser(t *testing.T) {
	withPush(t, func(t *testing.T, n *notifying, service *pushService) {
		ada := n.Person("ada", identity.RoleMember)
		as := ada.Browser()
		b := service.browser(t, "ada")
		n.noErrors(n.Must(as, subscribe, b.input()), "subscribePush")
		n.emit(n.token(ada, "t1", evil), n.token(ada, "t1", evil))
		n.Settle()
		got := service.requests()
		if len(got) != 1 {
			t.Fatal(len(got), "pushes for one event")
		}
		if strings.Contains(string(got[0].body), "token") || got[0].header.Get("Content-Encoding") != "aes128gcm" || got[0].header.Get("Urgency") != "high" {
			t.Fatal("not sealed:", got[0].header)
		}
		m := b.open(t, got[0].body)
		if !strings.Contains(m["title"], "New access token") || m["path"] != "/app/settings/tokens" || m["tag"] == "" {
			t.Fatal(m)
		}
		checkVAPID(t, n, as, service, got[0].header.Get("Authorization"))
		stored, err := db.Select[string](t.Context(), n.App.DB.Reader(), `SELECT sealed FROM notify_push_endpoints`)
		if err != nil || len(stored) != 1 || strings.Contains(stored[0], service.URL) {
			t.Fatal("the address of a browser lies open:", stored, err)
		}
	})
}

// checkVAPID proves that the message is signed with the key that the browser was given (RFC 8292).
func checkVAPID(t *testing.T, n *notifying, as apptest.Credential, service *pushService, header string) {
	t.Helper()
	key := n.Must(as, `{viewer{pushKey}}`, nil).Text("viewer", "pushKey")
	if other := n.Must(as, `{viewer{pushKey}}`, nil).Text("viewer", "pushKey"); other != key || key == "" {
		t.Fatal("the key must stay the same")
	}
	token, sent, ok := strings.Cut(strings.TrimPrefix(header, "vapid t="), ", k=")
	if !ok || sent != key {
		t.Fatal(header)
	}
	claims := jwt.MapClaims{}
	if _, _, err := jwt.NewParser().ParseUnverified(token, claims); err != nil || claims["aud"] != service.URL {
		t.Fatal(claims, err)
	}
	var private int
	private, err := db.Get[int](t.Context(), n.App.DB.Reader(), `SELECT COUNT(*) FROM notify_state WHERE name = 'vapid' AND value NOT LIKE 'v1|%'`)
	if err != nil || private != 0 {
		t.Fatal("the private key lies open", err)
	}
}

func TestBrowsersThatLeftAreForgotten(t *testing.T) {
	withPush(t, func(t *testing.T, n *notifying, service *pushService) {
		ada := n.Person("ada", identity.RoleMember)
		as := ada.Browser()
		n.noErrors(n.Must(as, subscribe, service.browser(t, "one").input()), "subscribePush")
		service.answer(http.StatusServiceUnavailable)
		n.emit(n.token(ada, "t1", "one"))
		if err := n.App.Jobs.Drain(t.Context()); err == nil || n.devices(as) != 1 {
			t.Fatal("a push service that is down is tried again, and the browser kept:", err)
		}
		service.answer(http.StatusCreated)
		n.Clock.Advance(10 * time.Minute)
		n.Settle()
		if len(service.requests()) != 2 {
			t.Fatal(len(service.requests()))
		}
		for i, status := range []int{http.StatusGone, http.StatusNotFound} {
			b := service.browser(t, fmt.Sprint("gone", i))
			n.noErrors(n.Must(as, subscribe, b.input()), "subscribePush")
			service.answer(status)
			n.emit(n.token(ada, fmt.Sprint("gone", i), "gone"))
			n.Settle()
			if n.devices(as) != 0 {
				t.Errorf("still there after a %d", status)
			}
		}
	})
}

func TestBrowsersOfOnePersonAreBounded(t *testing.T) {
	withPush(t, func(t *testing.T, n *notifying, service *pushService) {
		ada := n.Person("ada", identity.RoleMember)
		as := ada.Browser()
		for i := range 13 {
			n.noErrors(n.Must(as, subscribe, service.browser(t, fmt.Sprint(i)).input()), "subscribePush")
			n.Clock.Advance(time.Second)
		}
		same := service.browser(t, "same")
		for range 3 {
			n.noErrors(n.Must(as, subscribe, same.input()), "subscribePush")
		}
		n.emit(n.token(ada, "t1", "one"))
		n.Settle()
		if devices, pushes := n.devices(as), len(service.requests()); devices != 10 || pushes != 10 {
			t.Fatal(devices, "browsers,", pushes, "pushes")
		}
		for _, broken := range []map[string]any{
			{"endpoint": "file:///etc/passwd", "p256dh": "x", "auth": "x"},
			{"endpoint": "https://user:pass@push.example/x", "p256dh": same.input()["i"].(map[string]any)["p256dh"], "auth": "AAAAAAAAAAAAAAAAAAAAAA"},
			{"endpoint": same.endpoint, "p256dh": "AAAA", "auth": "AAAAAAAAAAAAAAAAAAAAAA"},
		} {
			a := n.Must(as, subscribe, map[string]any{"i": broken})
			if list, _ := a.At("subscribePush", "errors").([]any); len(list) != 1 {
				t.Errorf("%v: %s", broken, a.Raw)
			}
		}
	})
}

// Push is a door like any other: it shuts when the account is stopped or the session ends.
func TestAttack_A17_NoPushAfterAccessEnded(t *testing.T) {
	acts := map[string]func(n *notifying, ada *apptest.Person, as, admin apptest.Credential){
		"suspension": func(n *notifying, ada *apptest.Person, _, admin apptest.Credential) {
			n.noErrors(n.Must(admin, `mutation($i:ID!){adminSuspendUser(id:$i,reason:"x"){errors{code}}}`, map[string]any{"i": ada.ID}), "adminSuspendUser")
		},
		"deletion": func(n *notifying, ada *apptest.Person, _, admin apptest.Credential) {
			n.noErrors(n.Must(admin, `mutation($i:ID!){adminDeleteUser(id:$i){errors{code}}}`, map[string]any{"i": ada.ID}), "adminDeleteUser")
		},
		"sign-out": func(n *notifying, _ *apptest.Person, as, _ apptest.Credential) {
			n.Must(as, `mutation{signOut{revokedSessions}}`, nil)
		},
	}
	for name, act := range acts {
		t.Run(name, func(t *testing.T) {
			withPush(t, func(t *testing.T, n *notifying, service *pushService) {
				ada, grace := n.Person("ada", identity.RoleMember), n.Person("grace", identity.RoleAdmin)
				as, admin := ada.Browser(), grace.Browser()
				n.noErrors(n.Must(as, subscribe, service.browser(t, "ada").input()), "subscribePush")
				n.emit(n.token(ada, "before", "one"))
				n.Settle()
				if len(service.requests()) != 1 {
					t.Fatal("an honest push must arrive")
				}
				service.answer(http.StatusServiceUnavailable)
				n.emit(n.token(ada, "waiting", "two"))
				_ = n.App.Jobs.Drain(t.Context())
				service.answer(http.StatusCreated)
				act(n, ada, as, admin)
				before := len(service.requests())
				n.emit(n.token(ada, "after", "three"))
				n.Clock.Advance(time.Hour)
				n.Settle()
				if got := len(service.requests()) - before; got != 0 {
					t.Fatal(got, "pushes after the end")
				}
			})
		})
	}
}

// A push address is a person's word: it never reaches what is not in the public internet.
func TestPushNeverReachesPrivateAddresses(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		service := startPushService(t)
		n := newNotifying(t, d, nil) // the client of production
		ada := n.Person("ada", identity.RoleMember)
		as := ada.Browser()
		b := service.browser(t, "x")
		if list, _ := n.Must(as, subscribe, b.input()).At("subscribePush", "errors").([]any); len(list) != 1 {
			t.Fatal("an address without TLS was taken")
		}
		for _, host := range []string{"127.0.0.1", "169.254.169.254", "[::1]", "10.0.0.1"} {
			b.endpoint = "https://" + host + "/push"
			_ = n.GraphQL(as, subscribe, b.input())
		}
		n.emit(n.token(ada, "t1", "one"))
		n.Settle()
		if len(service.requests()) != 0 || n.devices(as) != 0 {
			t.Fatal(len(service.requests()), "requests,", n.devices(as), "browsers kept")
		}
	})
}
