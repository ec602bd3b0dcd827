package redistest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// ErrNoRedis says that no redis-server was found.
var ErrNoRedis = errors.New("redistest: no redis-server in PATH; run scripts/test-deps")

// Server is a running Redis.
type Server struct {
	port  int
	cmd   *exec.Cmd
	watch *exec.Cmd
	hold  *os.File // our end of the watchdog's pipe
}

// Start starts a Redis that ends with the test.
func Start(t testing.TB) *Server {
	t.Helper()
	s, err := Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Kill)
	return s
}

// Run starts a Redis outside of a test; the caller must [Server.Kill] it.
func Run(ctx context.Context) (*Server, error) {
	port, err := freePort(ctx)
	if err != nil {
		return nil, err
	}
	s := &Server{port: port}
	return s, s.start()
}

// URL is the address as the settings take it.
func (s *Server) URL() string { return fmt.Sprintf("redis://127.0.0.1:%d/0", s.port) }

// Kill ends the server at once; everything in it is gone.
func (s *Server) Kill() {
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
	_ = s.hold.Close()
	_ = s.watch.Wait()
	s.cmd = nil
}

// Restart starts an empty server at the same address after [Server.Kill].
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
}

func (s *Server) start() error {
	binary, err := exec.LookPath("redis-server")
	if err != nil {
		return ErrNoRedis
	}
	s.cmd = exec.Command(binary, "--port", strconv.Itoa(s.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", //nolint:gosec,noctx // ends with Kill
		"--daemonize", "no", "--dir", os.TempDir(), "--loglevel", "warning", "--maxmemory", "256mb")
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := s.cmd.Start(); err != nil {
		return fmt.Errorf("start redis-server: %w", err)
	}
	if err := s.guard(); err != nil {
		s.Kill()
		return err
	}
	if err := s.wait(); err != nil {
		s.Kill()
		return err
	}
	return nil
}

// guard starts a shell that waits for the end of its input, which comes when this process ends in whatever way, and
// then ends the server.
func (s *Server) guard() error {
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	s.hold = w
	s.watch = exec.Command("/bin/sh", "-c", `cat >/dev/null; kill -KILL "$1" 2>/dev/null`, "watchdog", strconv.Itoa(s.cmd.Process.Pid)) //nolint:gosec,noctx // outlives us by design
	s.watch.Stdin, s.watch.SysProcAttr = r, &syscall.SysProcAttr{Setpgid: true}
	if err := s.watch.Start(); err != nil {
		return fmt.Errorf("start the watchdog: %w", err)
	}
	return nil
}

// wait returns when the server answers.
func (s *Server) wait() error {
	var last error
	for range 500 {
		if last = s.ping(); last == nil {
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return fmt.Errorf("redis-server does not answer: %w", last)
}

func (s *Server) ping() error {
	dialer := net.Dialer{Timeout: time.Second}
	conn, err := dialer.DialContext(context.Background(), "tcp", fmt.Sprintf("127.0.0.1:%d", s.port))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(time.Second)) //nolint:forbidigo // sockets know the machine's time only
	if _, err := conn.Write([]byte("PING\r\n")); err != nil {
		return err
	}
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err == nil && line != "+PONG\r\n" {
		err = fmt.Errorf("redis-server said %q", line)
	}
	return err
}

func freePort(ctx context.Context) (int, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer func() { _ = l.Close() }()
	addr, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		return 0, errors.New("redistest: not a TCP address")
	}
	return addr.Port, nil
}
