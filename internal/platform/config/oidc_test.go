package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOIDCFile(t *testing.T) {
	const good = `{"providers": [{"slug": "corp", "name": "Corp", "issuer": "https://login.example.org", "client_id": "t", "client_secret_file": "corp.secret", "sign_up": false}]}`
	for _, c := range []struct {
		name, text string
		mode       os.FileMode
		secretMode os.FileMode
		want       string
	}{
		{"good", good, 0o644, 0o600, ""},
		{"no providers", `{}`, 0o644, 0o600, ""},
		{"others may write", good, 0o646, 0o600, "chmod o-w"},
		{"others may read the secret", good, 0o644, 0o644, "chmod 600"},
		{"no JSON", `providers:`, 0o644, 0o600, "not the JSON that is expected"},
		{"unknown field", `{"providers": [{"slug": "corp", "client_secret": "hush"}]}`, 0o644, 0o600, `unknown field "client_secret"`},
		{"goes on", good + good, 0o644, 0o600, "goes on after its end"},
		{"too large", good + strings.Repeat(" ", maxOIDCFile), 0o644, 0o600, "larger than"},
		{"secret not there", strings.Replace(good, "corp.secret", "other.secret", 1), 0o644, 0o600, "provider 1 (corp), client_secret_file: the file cannot be opened"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			file, secret := filepath.Join(dir, "oidc.json"), filepath.Join(dir, "corp.secret")
			write(t, file, c.text, c.mode)
			write(t, secret, "hush-hush\n", c.secretMode)
			got, err := (&Config{OIDCFile: file}).OIDCProviders()
			if c.want != "" {
				if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "TAMATAR_OIDC_FILE") || strings.Contains(err.Error(), "hush") {
					t.Fatalf("got %v, want %q", err, c.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if c.text == good && (len(got) != 1 || got[0].Secret != "hush-hush" || got[0].SignUp == nil || *got[0].SignUp || got[0].Enabled != nil) {
				t.Fatalf("%+v", got)
			}
		})
	}
}

func write(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}
