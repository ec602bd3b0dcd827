package dbtest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// PostgresOptions say how StartPostgres sets its server up.
type PostgresOptions struct {
	// Durable keeps fsync and full_page_writes on, as in production: for
	// benchmarks and kill tests. Off, the server is faster and loses data when
	// the machine dies.
	Durable bool
	// TCP makes the server listen on a free port of 127.0.0.1 as well as on
	// its unix socket; NewDatabase then gives TCP addresses.
	TCP bool
	// Settings are further postgresql.conf parameters.
	Settings map[string]string
}

// Server is a PostgreSQL server of its own, in a temporary folder.
type Server struct {
	dsn     string // of the maintenance database
	dir     string
	cmd     *exec.Cmd
	exited  chan struct{}
	hold    *os.File // our end of the watchdog's pipe
	watch   *exec.Cmd
	next    atomic.Int64
	admin   *pgx.Conn
	adminMu sync.Mutex
	// again is what starts the server once more on its cluster.
	again func() error
}

// ErrNoPostgres says that no initdb and postgres were found.
var ErrNoPostgres = errors.New("dbtest: no PostgreSQL in PATH or /usr/lib/postgresql/*/bin; install it, or set TAMATAR_TEST_POSTGRES")

// StartPostgres makes a cluster in a temporary folder and starts a server on
// it, as user postgres or nobody when this process is root. The caller must
// Stop it; when this process dies without doing so the server goes too.
func StartPostgres(ctx context.Context, o PostgresOptions) (*Server, error) {
	bin, err := findPostgres()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("/tmp", "tamatar-pg-")
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir, exited: make(chan struct{})}
	if err := s.start(ctx, bin, o); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	return s, nil
}

func (s *Server) start(ctx context.Context, bin string, o PostgresOptions) error {
	cred, err := serverUser()
	if err != nil {
		return err
	}
	if cred != nil {
		if err := os.Chown(s.dir, int(cred.Uid), int(cred.Gid)); err != nil {
			return fmt.Errorf("hand the cluster over: %w", err)
		}
	}
	data := filepath.Join(s.dir, "data")
	init := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "-D", data, "-U", "tamatar", "-A", "trust", //nolint:gosec // a found PostgreSQL binary.
		"-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions")
	init.Dir, init.SysProcAttr = s.dir, &syscall.SysProcAttr{Credential: cred}
	if out, err := init.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	port := 5432
	if o.TCP {
		if port, err = freePort(ctx); err != nil {
			return err
		}
	}
	s.again = func() error {
		return s.launch(filepath.Join(bin, "postgres"), serverArgs(data, s.dir, port, o), cred)
	}
	if err := s.again(); err != nil {
		return err
	}
	host := url.QueryEscape(s.dir)
	if o.TCP {
		host = "127.0.0.1"
	}
	s.dsn = fmt.Sprintf("postgres:///postgres?host=%s&port=%d&user=tamatar&sslmode=disable", host, port)
	return s.connect(ctx)
}

func serverArgs(data, socketDir string, port int, o PostgresOptions) []string {
	set := map[string]string{
		"unix_socket_directories": socketDir, "port": strconv.Itoa(port), "listen_addresses": "",
		"max_connections": "200", "shared_buffers": "64MB", "max_wal_size": "512MB",
		"autovacuum_naptime": "10min", "logging_collector": "off", "log_min_messages": "fatal", "jit": "off",
	}
	if o.TCP {
		set["listen_addresses"] = "127.0.0.1"
	}
	if !o.Durable {
		set["fsync"], set["full_page_writes"], set["synchronous_commit"] = "off", "off", "off"
	}
	for k, v := range o.Settings {
		set[k] = v
	}
	args := []string{"-D", data}
	for k, v := range set {
		args = append(args, "-c", k+"="+v)
	}
	return args
}

// launch starts the server and a watchdog: a shell that waits for the end of
// its standard input, which comes when this process ends in whatever way, then
// stops the server and removes the folder. (Pdeathsig would follow the Go
// thread instead of the process.)
func (s *Server) launch(postgres string, args []string, cred *syscall.Credential) error {
	log, err := os.Create(filepath.Join(s.dir, "server.log")) //nolint:gosec // our own folder.
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	s.cmd = exec.Command(postgres, args...) //nolint:gosec,noctx // lives until Stop, not until a context ends.
	s.cmd.Dir, s.cmd.Stdout, s.cmd.Stderr = s.dir, log, log
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Credential: cred, Setpgid: true}
	if err := s.cmd.Start(); err != nil {
		return fmt.Errorf("start postgres: %w", err)
	}
	cmd, exited := s.cmd, s.exited
	go func() { _ = cmd.Wait(); close(exited) }()
	if s.watch != nil { // that of the life before would remove the folder
		_ = s.watch.Process.Kill()
		_ = s.watch.Wait()
		_ = s.hold.Close()
	}
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	s.hold = w
	s.watch = exec.Command("/bin/sh", "-c", `cat >/dev/null; kill -QUIT "$1" 2>/dev/null; i=0; while [ $i -lt 50 ] && kill -0 "$1" 2>/dev/null; do sleep 0.1; i=$((i+1)); done; rm -rf "$2"`, //nolint:gosec,noctx // outlives us by design.
		"watchdog", strconv.Itoa(s.cmd.Process.Pid), s.dir)
	s.watch.Stdin, s.watch.Dir = r, "/"
	s.watch.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := s.watch.Start(); err != nil {
		return fmt.Errorf("start the watchdog: %w", err)
	}
	return nil
}

func (s *Server) connect(ctx context.Context) error {
	deadline := time.NewTimer(60 * time.Second)
	defer deadline.Stop()
	for {
		conn, err := pgx.Connect(ctx, s.dsn)
		if err == nil {
			s.admin = conn
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-deadline.C:
			return fmt.Errorf("wait for postgres: %w", err)
		case <-s.exited:
			log, _ := os.ReadFile(filepath.Join(s.dir, "server.log")) //nolint:gosec // our own folder.
			return fmt.Errorf("postgres ended at once: %s", log)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func freePort(ctx context.Context) (int, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer func() { _ = l.Close() }()
	addr, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		return 0, errors.New("dbtest: not a TCP address")
	}
	return addr.Port, nil
}

// Stop ends the server at once and removes its folder. Its databases are gone.
func (s *Server) Stop() error {
	if s.admin != nil {
		_ = s.admin.Close(context.Background())
	}
	if s.cmd != nil && s.cmd.Process != nil {
		_ = s.cmd.Process.Signal(syscall.SIGQUIT)
		select {
		case <-s.exited:
		case <-time.After(10 * time.Second):
			_ = s.cmd.Process.Kill()
		}
	}
	if s.hold != nil {
		_ = s.hold.Close()
	}
	if s.watch != nil && s.watch.Process != nil {
		_ = s.watch.Wait()
	}
	if s.dir == "" {
		return nil
	}
	return os.RemoveAll(s.dir)
}

// Crash ends the server as a loss of power would: at once, without a checkpoint. Its cluster stays: see Revive.
func (s *Server) Crash(ctx context.Context) error {
	_ = s.admin.Close(ctx)
	s.admin = nil
	if err := s.cmd.Process.Signal(syscall.SIGQUIT); err != nil {
		return err
	}
	select {
	case <-s.exited:
		return nil
	case <-time.After(10 * time.Second):
		return errors.New("dbtest: postgres does not end")
	}
}

// Revive starts a server that has crashed on the same cluster and address, and waits until it answers.
func (s *Server) Revive(ctx context.Context) error {
	s.exited = make(chan struct{})
	if err := s.again(); err != nil {
		return err
	}
	return s.connect(ctx)
}

// DSN is the address of the server's maintenance database.
func (s *Server) DSN() string { return s.dsn }

// Dir is the server's folder, with its cluster, socket and log.
func (s *Server) Dir() string { return s.dir }

// Pid is the server's process, for tests that kill it; 0 for a server that was
// not started here.
func (s *Server) Pid() int {
	if s.cmd == nil {
		return 0
	}
	return s.cmd.Process.Pid
}

// NewDatabase creates a database, as a copy of template when that is not "",
// and gives its address and what drops it (cutting off whoever is connected).
func (s *Server) NewDatabase(ctx context.Context, template string) (dsn string, drop func(context.Context) error, err error) {
	name := fmt.Sprintf("t_%d_%d", os.Getpid(), s.next.Add(1))
	if err := s.create(ctx, name, template); err != nil {
		return "", nil, err
	}
	return s.address(name), func(ctx context.Context) error {
		return s.exec(ctx, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)")
	}, nil
}

func (s *Server) create(ctx context.Context, name, template string) error {
	if template == "" {
		template = "template0"
	}
	sql := "CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY FILE_COPY"
	if template == "template0" {
		sql = "CREATE DATABASE " + name + " TEMPLATE template0"
	}
	return s.exec(ctx, sql)
}

func (s *Server) exec(ctx context.Context, sql string) error {
	s.adminMu.Lock()
	defer s.adminMu.Unlock()
	_, err := s.admin.Exec(ctx, sql)
	return err
}

func (s *Server) address(name string) string {
	u, err := url.Parse(s.dsn)
	if err != nil {
		return ""
	}
	u.Path = "/" + name
	return u.String()
}

// findPostgres prefers Debian's folders, newest version first.
func findPostgres() (string, error) {
	dirs, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	slices.SortFunc(dirs, func(a, b string) int { return version(b) - version(a) })
	if p, err := exec.LookPath("initdb"); err == nil {
		dirs = append(dirs, filepath.Dir(p))
	}
	for _, d := range dirs {
		if _, err := os.Stat(filepath.Join(d, "initdb")); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if _, err := os.Stat(filepath.Join(d, "postgres")); err == nil {
			return d, nil
		}
	}
	return "", ErrNoPostgres
}

func version(bin string) int {
	n, _ := strconv.Atoi(strings.SplitN(filepath.Base(filepath.Dir(bin)), ".", 2)[0])
	return n
}

// serverUser is nil when this process may run PostgreSQL itself.
func serverUser() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil //nolint:nilnil // "no change of user" is an answer.
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		if err1 == nil && err2 == nil {
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
		}
	}
	return nil, errors.New("dbtest: root must not run PostgreSQL, and there is neither a user postgres nor nobody")
}
