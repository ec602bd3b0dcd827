package disk_test

import (
	"testing"

	"tamatar.dev/tamatar/internal/platform/disk"
)

func TestSpace(t *testing.T) {
	free, total, err := disk.Space(t.TempDir())
	if err != nil || total == 0 || free > total {
		t.Fatal(free, total, err)
	}
	if _, _, err := disk.Space("/nowhere/at/all"); err == nil {
		t.Fatal("a folder that is not there has no space")
	}
}
