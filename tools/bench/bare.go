package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
)

// The bare handlers: one statement each, rows to JSON, nothing else. No session, no policy, no GraphQL.

type bareUser struct {
	ID          string `db:"id" json:"id"`
	Handle      string `db:"handle" json:"handle"`
	DisplayName string `db:"display_name" json:"displayName"`
	Email       string `db:"email" json:"email"`
	TimeZone    string `db:"time_zone" json:"timeZone"`
}

type bareEntry struct {
	ID       string `db:"id" json:"id"`
	Day      string `db:"day" json:"day"`
	Kind     string `db:"kind" json:"kind"`
	Body     string `db:"body" json:"body"`
	BodyHTML string `db:"body_html" json:"bodyHtml"`
	Minutes  *int   `db:"minutes" json:"minutes"`
}

func serveBare(ctx context.Context, dsn, listen string) error {
	d, err := openBench(ctx, dsn)
	if err != nil {
		return err
	}
	defer d.Close()
	if _, err := d.Writer().Exec(ctx, `CREATE TABLE IF NOT EXISTS bench_rows (id TEXT PRIMARY KEY, day TEXT NOT NULL, body TEXT NOT NULL, created_at BIGINT NOT NULL)`); err != nil {
		return err
	}
	user, err := db.Get[string](ctx, d.Reader(), `SELECT id FROM identity_users WHERE handle = $1`, "bench")
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /viewer", func(w http.ResponseWriter, r *http.Request) {
		row, err := db.Get[bareUser](r.Context(), d.Reader(),
			`SELECT id, handle, display_name, email, time_zone FROM identity_users WHERE id = $1`, user)
		answer(w, row, err)
	})
	mux.HandleFunc("POST /timeline", func(w http.ResponseWriter, r *http.Request) {
		rows, err := db.Select[bareEntry](r.Context(), d.Reader(),
			`SELECT id, day, kind, body, body_html, minutes FROM journal_entries
			 WHERE author_id = $1 AND deleted_at IS NULL ORDER BY day DESC, logged_at DESC, id DESC LIMIT 20`, user)
		answer(w, rows, err)
	})
	var counter atomic.Int64
	mux.HandleFunc("POST /write", func(w http.ResponseWriter, r *http.Request) {
		var in struct{ Body string }
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			answer(w, nil, err)
			return
		}
		id := fmt.Sprintf("%d-%d", time.Now().UnixNano(), counter.Add(1))
		_, err := d.Writer().Exec(r.Context(), `INSERT INTO bench_rows (id, day, body, created_at) VALUES ($1, $2, $3, $4)`,
			id, "2026-01-01", in.Body, time.Now().UnixMilli())
		answer(w, map[string]string{"id": id}, err)
	})
	return (&http.Server{Addr: listen, Handler: mux, ReadHeaderTimeout: 5 * time.Second}).ListenAndServe()
}

func answer(w http.ResponseWriter, v any, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func (b *bareServer) wait() error {
	for range 200 {
		conn, err := net.Dial("tcp", strings.TrimPrefix(b.url, "http://"))
		if err == nil {
			return conn.Close()
		}
		time.Sleep(20 * time.Millisecond)
	}
	return errors.New("the bare handler did not start")
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

func splitList(s string) []string { return strings.Split(s, ",") }
