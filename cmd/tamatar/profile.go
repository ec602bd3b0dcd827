package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// profile is what `tamatar login` keeps: which instance the other commands talk to, and with which token.
type profile struct {
	URL     string `json:"url"`
	Token   string `json:"token"`
	TokenID string `json:"tokenId"`
	Handle  string `json:"handle"`
}

// profilePath is a file of the person's own, readable by nobody else.
func profilePath() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("find the folder for settings: %w", err)
	}
	return filepath.Join(dir, "tamatar", "profile.json"), nil
}

// readProfile gives the zero profile when nobody has signed in. A file that others may read is refused.
func readProfile() (profile, error) {
	path, err := profilePath()
	if err != nil {
		return profile{}, nil //nolint:nilerr // without such a folder nobody has signed in
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return profile{}, nil
	}
	if err != nil {
		return profile{}, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return profile{}, fmt.Errorf("%s can be read by others: run chmod 600 on it, and revoke the token if somebody has", path)
	}
	raw, err := os.ReadFile(path) //nolint:gosec // the person's own file
	if err != nil {
		return profile{}, err
	}
	var p profile
	if err := json.Unmarshal(raw, &p); err != nil {
		return profile{}, fmt.Errorf("%s is damaged: remove it and sign in again: %w", path, err)
	}
	return p, nil
}

// save writes the profile beside the old one and puts it in its place.
func (p profile) save() (path string, err error) {
	if path, err = profilePath(); err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	raw, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return "", err
	}
	next := path + ".new"
	if err := os.WriteFile(next, append(raw, '\n'), 0o600); err != nil {
		return "", err
	}
	return path, os.Rename(next, path)
}
