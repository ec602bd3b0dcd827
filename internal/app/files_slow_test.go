package app_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
)

// An upload that sends a byte now and then is cut off, holds no place from others and leaves nothing.
func TestAttack_B12_UploadsByTheByte(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		me := in.Person("ada", identity.RoleMember)
		in.App.Files.Patience = 300 * time.Millisecond
		server := httptest.NewServer(in.Handler())
		defer server.Close()
		form, kind := fileForm(t, "slow.txt", "", []byte(strings.Repeat("a line of text\n", 4000)))
		head := fmt.Sprintf("POST /api/files HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n",
			apptest.Host, me.Token(identity.ScopeEntriesWrite).Bearer, kind, form.Len())
		send := func(body io.Reader, piece int, pause time.Duration) string {
			conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", server.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			go func() {
				tick := time.NewTicker(pause)
				defer tick.Stop()
				_, err := io.WriteString(conn, head)
				for b := make([]byte, piece); err == nil; {
					var n int
					if n, err = body.Read(b); err == nil {
						_, err = conn.Write(b[:n])
					}
					<-tick.C
				}
			}()
			_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
			answer, _ := io.ReadAll(conn)
			first, _, _ := strings.Cut(string(answer), "\r\n")
			return first
		}
		whole := form.String()
		start := time.Now()
		if got := send(strings.NewReader(whole), 1, 50*time.Millisecond); strings.Contains(got, "201") {
			t.Error("taken byte by byte:", got)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("held for %v", took)
		}
		if n := count(t, in, "SELECT count(*) FROM files_files"); n != 0 || blobs(t, in) != 0 {
			t.Errorf("%d rows and %d blobs of an upload that never arrived", n, blobs(t, in))
		}
		// The same at an honest pace takes longer than the patience and arrives.
		if got := send(strings.NewReader(whole), 6000, 50*time.Millisecond); !strings.Contains(got, "201") {
			t.Error("an honest line:", got)
		}
		if s := sendFile(t, in, me.Browser(), "after.txt", "", []byte("others")); s.Status != http.StatusCreated {
			t.Error(s.Raw)
		}
	})
}

// One person's slow uploads leave room for others, and cost that person alone.
func TestAttack_B12_SlowUploadsOfOnePerson(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		eve, ada := in.Person("eve", identity.RoleMember), in.Person("ada", identity.RoleMember)
		in.App.Files.Patience = time.Minute
		server := httptest.NewServer(in.Handler())
		defer server.Close()
		bearer := eve.Token(identity.ScopeEntriesWrite).Bearer
		var slow []net.Conn
		var rest []string
		for i := range 8 {
			form, kind := fileForm(t, "slow.txt", "", fmt.Appendf(nil, "text %d\n", i))
			whole := form.String()
			head := fmt.Sprintf("POST /api/files HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n",
				apptest.Host, bearer, kind, len(whole))
			conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", server.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if _, err := io.WriteString(conn, head+whole[:20]); err != nil {
				t.Fatal(err)
			}
			slow, rest = append(slow, conn), append(rest, whole[20:])
		}
		in.Eventually("eve holds all that she gets", func() bool { return in.App.Files.Arriving(eve.ID) == len(slow) })
		for i := range 3 {
			if s := sendFile(t, in, ada.Browser(), "honest.txt", "", fmt.Appendf(nil, "honest %d", i)); s.Status != http.StatusCreated {
				t.Fatal("somebody else beside eight slow uploads:", s.Raw)
			}
		}
		if n := count(t, in, "SELECT count(*) FROM files_files"); n != 3 {
			t.Errorf("%d files, want those of others", n)
		}
		for i, conn := range slow { // what goes on arrives, one after the other
			if _, err := io.WriteString(conn, rest[i]); err != nil {
				t.Fatal(err)
			}
		}
		for _, conn := range slow {
			_ = conn.SetReadDeadline(time.Now().Add(time.Minute))
			answer, err := io.ReadAll(conn)
			if first, _, _ := strings.Cut(string(answer), "\r\n"); !strings.Contains(first, "201") {
				t.Errorf("an upload that went on: %q %v", first, err)
			}
		}
		in.Eventually("nobody holds a place", func() bool { return in.App.Files.Arriving(eve.ID) == 0 })
	})
}
